import { createClient } from "./client.ts";
import type { Client, Reply, Transport } from "./contract.ts";
import type { RunDetail } from "./results.ts";

/** Whom the behaviours are about. */
export const ADA = "ada.lovelace@acme.test";

/** What no answer may hold. */
export const PRIVATE = /PRIVATE KEY|"privateKey"|"clientSecret"|"bearerToken"|"pairwiseSalt"/;

/** What the behaviours are tried with: a fresh folder, and the calls that many of them make. */
export interface Bench {
  readonly client: Client;
  /** Makes the sample, with people up to this number. Gives its id. */
  create(people?: number): Promise<string>;
  login(workspace: string): Promise<RunDetail>;
  /** Ada's department. */
  department(workspace: string): Promise<unknown>;
  /** Moves Ada to a department. */
  move(workspace: string, department: string): Promise<unknown>;
  /** A call as it crosses the border, whatever it says. */
  raw(method: string, args: unknown): Promise<Reply>;
}

/** The bench over a transport. */
export function createBench(transport: Transport): Bench {
  const client = createClient(transport, "suite");
  return {
    client,
    async create(people) {
      const args = { name: "Acme", preset: "acme", ...(people === undefined ? {} : { people }) } as const;
      return (await client.call("workspaces.create", args)).workspace;
    },
    login: (workspace) =>
      client.call("runs.login", {
        workspace,
        action: { type: "login", user: ADA, application: "expenses", protocol: "oidc", startAt: "application" },
      }),
    async department(workspace) {
      return (await client.call("directory.person", { workspace, person: "u-ada" })).person.attributes.department;
    },
    move: (workspace, value) =>
      client.call("directory.changePeople", {
        workspace,
        people: ["u-ada"],
        change: { kind: "attribute", name: "department", value },
      }),
    raw: (method, args) => transport.call({ call: "raw-1", method, arguments: args }),
  };
}
