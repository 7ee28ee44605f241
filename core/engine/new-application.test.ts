import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "../contract/client.ts";
import type { Client } from "../contract/contract.ts";
import { readCards } from "../store/card-files.ts";
import type { Engine } from "./engine.ts";
import { createTestEngine } from "./test-engine.ts";

const cards = [undefined, ...(await readCards()).map(({ id }) => id)];
const cases = cards.flatMap((card) => (["saml", "oidc"] as const).map((signOn) => ({ card, signOn })));

/** Kinds of application whose documents say that a login never makes an account. */
const WITHOUT_JIT = new Set(["aws-identity-center-like", "dropbox-like", "github-emu-like"]);

let folder: string;
let engine: Engine;
let client: Client;
let workspace: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rehearsal-new-application-"));
  engine = createTestEngine(folder);
  client = createClient(engine, "test");
  ({ workspace } = await client.call("workspaces.create", { name: "Acme", preset: "acme" }));
});

afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

async function createAndLogIn(card: string | undefined, signOn: "saml" | "oidc") {
  const wish = { workspace, name: `${card ?? "Mine"} ${signOn}`, signOn, ...(card === undefined ? {} : { card }) };
  const { application, problems } = await client.call("applications.create", wish);
  const run = await client.call("runs.login", {
    workspace,
    action: { type: "login", user: "ada.lovelace@acme.test", application, protocol: signOn, startAt: "application" },
  });
  return { application, problems, run };
}

it("is said of a kind before one is made that its logins make no accounts", async () => {
  const known = (await client.call("applications.cards", {})).cards;
  expect(new Set(known.filter(({ jitOff }) => jitOff === true).map(({ id }) => id))).toEqual(WITHOUT_JIT);
});

describe("a new application", () => {
  const withJit = cases.filter(({ card }) => card === undefined || !WITHOUT_JIT.has(card));

  it.each(withJit)("like $card over $signOn makes an account at the first login", async ({ card, signOn }) => {
    const { application, problems, run } = await createAndLogIn(card, signOn);
    expect(problems).toEqual([]);
    expect(run.outcome).toMatchObject({ result: "signedIn" });
    const { id, held } = await client.call("accounts.table", { workspace, application });
    expect(id).toEqual([run.outcome.account]);
    expect(held[0]).not.toEqual([]);
  });

  const withoutJit = cases.filter(({ card }) => card !== undefined && WITHOUT_JIT.has(card));

  it.each(withoutJit)("like $card over $signOn refuses the first login, as documented", async ({ card, signOn }) => {
    const { run } = await createAndLogIn(card, signOn);
    expect(run.outcome).toMatchObject({ result: "refused", code: expect.stringMatching(/^JIT_/) });
  });

  it("offers SCIM, with a token of its own that stays inside", async () => {
    const { application } = await client.call("applications.create", { workspace, name: "With SCIM", signOn: "saml" });
    const { configuration, keptSecrets } = await client.call("applications.read", { workspace, application });
    expect(keptSecrets).toContain("application.scim.bearerToken");
    expect(configuration.application.scim).toEqual({
      bindings: [
        { attribute: "email", path: 'emails[type eq "work"].value' },
        { attribute: "displayName", path: "displayName" },
        { attribute: "firstName", path: "name.givenName" },
        { attribute: "lastName", path: "name.familyName" },
        { attribute: "department", path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" },
      ],
      roles: { from: "rules" },
      defaultRole: "member",
      behaviour: {},
    });
  });

  it.each([
    { card: undefined, signOn: "oidc", last: "correct" },
    { card: "jira-like", signOn: "saml", last: "correct" },
    { card: "datadog-like", signOn: "oidc", last: "correct" },
    { card: "snowflake-like", signOn: "saml", last: "correct" },
    // Its documents say that SCIM gives no roles: they stay with the login.
    { card: "grafana-like", signOn: "saml", last: "stale" },
  ] as const)(
    "like $card gives by SCIM what a login gives, so that nobody new is stale",
    async ({ card, signOn, last }) => {
      const wish = { workspace, name: `Compared ${card ?? "mine"}`, signOn, ...(card === undefined ? {} : { card }) };
      const { application } = await client.call("applications.create", wish);
      const { presets } = await client.call("compare.presets", { workspace });
      const { people = [], events = [] } = presets[0] ?? {};
      const request = {
        modes: ["scim", "scheduled", "workflow"],
        applications: [application],
        people,
        events,
        days: 15,
        controls: {},
      } as const;
      const { lanes } = await client.call("compare.run", { workspace, request: structuredClone(request) as never });
      expect(lanes.map(({ segments }) => segments.state.at(-1))).toEqual([last, last, last]);
      expect(lanes.map(({ segments }) => segments.state.includes("correct"))).toEqual([true, true, true]);
    },
  );

  it.each([
    { card: "aws-identity-center-like", behaviour: { filterOperators: ["eq", "and"], noBulk: true }, from: "groups" },
    { card: "github-emu-like", behaviour: { deletion: "hard" }, from: "rules" },
    { card: "grafana-like", behaviour: {}, from: "none" },
    { card: "jira-like", behaviour: {}, from: "rules" },
  ])("like $card answers SCIM as far as that is known", async ({ card, behaviour, from }) => {
    const made = await client.call("applications.create", { workspace, name: `SCIM ${card}`, signOn: "saml", card });
    expect(made.problems).toEqual([]);
    const { configuration } = await client.call("applications.read", { workspace, application: made.application });
    expect(configuration.application.scim).toMatchObject({ behaviour, roles: { from } });
    expect(Object.keys(configuration.application.scim?.behaviour ?? {})).toEqual(Object.keys(behaviour));
  });

  it.each(cards.filter((card) => card !== undefined))("like %s behaves as its card says", async (card) => {
    const { application } = await createAndLogIn(card, "saml");
    const { comparisons } = await client.call("applications.read", { workspace, application });
    expect(comparisons.filter(({ standing }) => standing === "changed").map(({ path }) => path)).toEqual([]);
  });

  it("is taken away by undo, with the account that a login made, and brought back by redo", async () => {
    const { application } = await createAndLogIn(undefined, "oidc");
    const applications = async () =>
      (await client.call("workspaces.open", { workspace })).applications.find(({ id }) => id === application);
    await client.call("history.undo", { workspace });
    expect(await applications()).toBeUndefined();
    await client.call("history.redo", { workspace });
    expect(await applications()).toMatchObject({ accounts: 1 });
  });

  it("cannot be like a card that is not there", async () => {
    const wish = { workspace, name: "Slack", signOn: "saml", card: "slak-like" } as const;
    await expect(client.call("applications.create", wish)).rejects.toMatchObject({
      code: "CARD_UNKNOWN",
      message: expect.stringContaining('"slack-like"'),
    });
  });

  it("can be made in a workspace without people", async () => {
    const { workspace: blank } = await client.call("workspaces.create", { name: "Blank", preset: "blank" });
    const made = await client.call("applications.create", { workspace: blank, name: "Büro 日本", signOn: "oidc" });
    expect(made).toMatchObject({ problems: [], application: "buro" });
    const person = {
      id: "p1",
      userName: "p1@blank.test",
      active: true,
      attributes: { mail: "p1@blank.test" },
      groups: [],
    };
    await client.call("directory.savePeople", { workspace: blank, people: [person] });
    const run = await client.call("runs.login", {
      workspace: blank,
      action: { type: "login", user: "p1@blank.test", application: "buro", protocol: "oidc", startAt: "application" },
    });
    expect(run.outcome).toMatchObject({ result: "signedIn" });
  });
});
