import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { configure, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { CallError } from "../../core/contract/client.ts";
import type { Client, ContractEvent } from "../../core/contract/contract.ts";
import type { Arguments, Method } from "../../core/contract/methods.ts";
import type { Result, WorkspaceSummary } from "../../core/contract/results.ts";
import { FocusKeeper } from "../components/FocusKeeper.tsx";
import { theme } from "../theme/theme.ts";
import { useAnswers } from "./answers.ts";
import { EngineContext } from "./engine-context.ts";
import { WorkspaceContext } from "./workspace-context.ts";

// Parts of screens are loaded when they are first shown, which on a busy machine takes a while.
configure({ asyncUtilTimeout: 10_000 });

/** What an engine answers, method by method. */
export type Answers = { readonly [M in Method]?: (args: Arguments<M>) => Result<M> | Promise<Result<M>> };

/** An engine made from a table of answers: the border of the window, for its tests. */
export interface TestClient extends Client {
  /** Every call, in order. */
  readonly calls: readonly { readonly method: Method; readonly args: unknown }[];
  readonly tell: (event: ContractEvent) => void;
}

/** An engine that answers from a table. What is not in it fails with `NOT_IN_TEST`. */
export function createTestClient(answers: Answers): TestClient {
  const calls: { method: Method; args: unknown }[] = [];
  const listeners = new Set<(event: ContractEvent) => void>();
  return {
    calls,
    tell: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    call: async (method, args) => {
      calls.push({ method, args });
      const answer = answers[method];
      if (answer === undefined) throw new CallError({ code: "NOT_IN_TEST", message: `No answer to ${method}.` });
      return answer(args);
    },
  };
}

/** Renders a part of the window on an engine, and in a workspace where one is given. Answers of earlier tests are forgotten. */
export function renderWith(children: ReactNode, client: Client, workspace?: WorkspaceSummary) {
  useAnswers.setState({}, true);
  return render(
    <MantineProvider env="test" theme={theme}>
      <EngineContext value={client}>
        <FocusKeeper />
        <Notifications />
        <WorkspaceContext value={workspace}>{children}</WorkspaceContext>
      </EngineContext>
    </MantineProvider>,
  );
}

/** A workspace as the frame of every screen needs it. */
export function buildSummary(changes: Partial<WorkspaceSummary> = {}): WorkspaceSummary {
  return {
    id: "acme",
    path: "/workspaces/acme.json",
    name: "Acme",
    people: "sample",
    clock: "2026-03-02T09:00:00.000Z",
    seed: "acme",
    access: { kind: "write" },
    problems: [],
    users: 2,
    groups: 1,
    runs: 0,
    applications: [
      { id: "expenses", name: "Expenses", signOn: "oidc", protocols: ["oidc"], accounts: 0, held: 0 },
      { id: "slack", name: "Slack-like", signOn: "saml", protocols: ["saml"], accounts: 0, held: 0 },
    ],
    identityProviders: [],
    checkpoints: [{ record: "r1", name: "Start", at: "2026-11-21T09:00:00.000Z" }],
    ...changes,
  };
}
