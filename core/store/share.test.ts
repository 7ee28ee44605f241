import { describe, expect, it, vi } from "vitest";
import { completeKeys } from "./key-material.ts";
import { newWorkspace, readSample } from "./preset.ts";
import { type JournalRecord, pack, unpack } from "./record.ts";
import { copyToShare, describeCopy } from "./share.ts";
import { checkWorkspaceFile, shareWorkspace } from "./store.ts";
import { buildTrace, commitOne, failureOf, kindsOf, OUTCOME, workspaceFilePerTest } from "./test-store.ts";
import { buildTestWorkspace } from "./test-workspace.ts";
import { type Workspace, workspaceDocumentSchema } from "./workspace.ts";

const { path, open, text } = workspaceFilePerTest();

/** RSA keys take as long as they take. */
vi.setConfig({ testTimeout: 30_000 });

const BASE = { parent: null, at: "2026-03-02T09:00:00.000Z", clock: "2026-03-02T09:00:00.000Z" };

/** A journal with everything in it that mentions people. */
function buildRecords(state: Workspace): readonly JournalRecord[] {
  return [
    { type: "checkpoint", id: "r1", ...BASE, name: "Start", state: pack(state) },
    {
      type: "action",
      id: "r2",
      ...BASE,
      parent: "r1",
      action: { type: "login", user: "ada.lovelace@acme.test", application: "wiki" },
      outcome: { ...OUTCOME, reason: "Ada Lovelace is signed in.", account: "acc-1" },
      steps: 2,
      trace: pack(buildTrace(2)),
      before: pack(state.applications[0]?.accounts),
    },
    {
      type: "edit",
      id: "r3",
      ...BASE,
      parent: "r2",
      what: "Moved Grace Hopper to Finance.",
      again: "whole",
      events: pack([{ type: "leave", user: "grace.hopper@acme.test" }]),
    },
    { type: "checkpoint", id: "r4", ...BASE, parent: "r3", name: "After Grace moved", state: pack(state) },
  ];
}

function share(pseudonymise: boolean, workspace = buildTestWorkspace(), seed = "seed") {
  return copyToShare({ workspace, records: buildRecords(workspace), head: "r4", pseudonymise, seed });
}

/** The text of a copy with its checkpoints unpacked: all that somebody who has the file can read. */
function readable(document: ReturnType<typeof share>): string {
  return JSON.stringify(document, (name, value) => (name === "state" ? unpack(value) : value));
}

const SECRETS = [
  "BEGIN PRIVATE KEY",
  "the secret of the published sample",
  "the token of the published sample",
  "a salt of the published sample",
];

describe("a copy to share", () => {
  it("holds no private key, client secret, bearer token, salt or session, in its state or in any checkpoint", () => {
    const workspace = buildTestWorkspace();
    expect(SECRETS.every((secret) => JSON.stringify(workspace).includes(secret))).toBe(true);
    const copy = readable(share(false));
    expect(SECRETS.filter((secret) => copy.includes(secret))).toEqual([]);
    expect(share(false).runtime).toEqual({ identityProviders: {}, applications: {} });
    expect(share(false).identityProviders[0]?.keys[0]?.certificate).toBe(
      workspace.identityProviders[0]?.keys[0]?.certificate,
    );
  });

  it("is one file that opens with its history and its traces", async () => {
    const store = await open();
    const id = await commitOne(store);
    await store.close();
    const notes = await shareWorkspace(path(), path("copy.json"), { pseudonymise: false });
    expect(notes).toEqual(["Opening it makes new keys, client secrets, bearer tokens and pairwise identifiers."]);
    const copy = await open({}, path("copy.json"));
    expect([copy.access, copy.problems, kindsOf(copy)]).toEqual([{ kind: "write" }, [], ["checkpoint", "action"]]);
    expect(await copy.readTrace(id)).toEqual(buildTrace(2));
    const { code, message } = await failureOf(shareWorkspace(path(), path("copy.json"), { pseudonymise: false }));
    expect([code, message]).toEqual([
      "WORKSPACE_EXISTS",
      "There is a file of this name already; it was left as it is.",
    ]);
  });

  it("gets new keys where they are missing before it is run, each said, and is whole then", async () => {
    const { journal: _, ...workspace } = share(false);
    const completed = await completeKeys(workspace, Date.parse("2026-03-02T09:00:00Z"));
    expect(completed.made).toEqual([
      "Made a new client secret for Portal.",
      "Made a new RS256 key rs256-1 for Acme.",
      "Made a new salt for the pairwise identifiers of Acme: it names everybody anew.",
      "Made a new bearer token for Wiki.",
      "Made a new key for Wiki.",
    ]);
    expectOwnKeys(completed.workspace, buildTestWorkspace());
    expectOwnTokens(completed.workspace, buildTestWorkspace());
    expect((await completeKeys(completed.workspace, 0)).made).toEqual([]);
    expect((await completeKeys(completed.workspace, 0)).workspace).toEqual(completed.workspace);
  });
});

describe("a copy with people pseudonymised", () => {
  const PEOPLE = /\b(ada|lovelace|grace|hopper|miles|7946|1815|acc-1)\b|@acme\.test|@hopper\.test/i;

  it("names nobody: not in people, accounts, links, reasons, notes, the journal or its checkpoints", () => {
    const copy = readable(share(true)).replaceAll(/-----BEGIN[^"]*/g, "");
    expect(PEOPLE.exec(copy)).toBeNull();
    expect(PEOPLE.test(readable(share(false)))).toBe(true);
  });

  it("names nobody in what is said about groups, in tables, or in the setting behind an outcome", () => {
    const workspace = buildTestWorkspace();
    const note = { kind: "question", text: "Does Ada Lovelace lead it?", owner: "Grace Hopper" } as const;
    const groups = workspace.directory.groups.map((group) => ({ ...group, description: "Led by Ada Lovelace.", note }));
    const table = { "ada.lovelace@acme.test": "lead", Finance: "clerk" };
    const source = { kind: "table", attribute: "email", table, otherwise: "drop" } as const;
    const changed: Workspace = {
      ...workspace,
      directory: { ...workspace.directory, groups },
      applications: workspace.applications.map((each) => ({
        ...each,
        mappings: each.mappings.map((mapping) => ({ ...mapping, source })),
      })),
    };
    const records = buildRecords(changed).map((record) =>
      record.type === "action"
        ? { ...record, outcome: { ...record.outcome, setting: "directory/users/u-ada/active" } }
        : record,
    );
    const copy = copyToShare({ workspace: changed, records, head: "r4", pseudonymise: true, seed: "seed" });
    expect(PEOPLE.exec(readable(copy).replaceAll(/-----BEGIN[^"]*/g, ""))).toBeNull();
    const [ada] = copy.directory.users;
    expect(copy.directory.groups[0]).toMatchObject({
      name: "Finance",
      description: `Led by ${ada?.attributes.displayName}.`,
      note: { text: `Does ${ada?.attributes.displayName} lead it?` },
    });
    expect(copy.applications[0]?.mappings[0]?.source).toMatchObject({
      table: { [ada?.userName ?? ""]: "lead", Finance: "clerk" },
    });
    expect(readable(copy)).toContain(`"setting":"directory/users/${ada?.id}/active"`);
  });

  it("names nobody by what happened to them, also whoever is nowhere else", () => {
    const workspace = buildTestWorkspace();
    const happened = {
      type: "action",
      ...BASE,
      steps: 1,
      outcome: { ...OUTCOME, reason: "Gina Torres begins." },
    } as const;
    const attributes = { displayName: "Gina Torres", mail: "gina.torres@acme.test", department: "Finance" };
    const actions = [
      { type: "hire", id: "u-gina", userName: "gina.torres@acme.test", attributes, groups: ["g-finance"] },
      { type: "rename", user: "gina.torres@acme.test", email: "gina.t@acme.test" },
      { type: "editAccount", application: "wiki", account: "acc-1", attributes: { email: "ada.lovelace@acme.test" } },
      { type: "live", party: "app:wiki", method: "GET", path: "/scim/v2/Users/acc-1", status: 200 },
    ];
    const records = actions.map((action, index): JournalRecord => ({ ...happened, id: `r${index + 1}`, action }));
    const copy = copyToShare({ workspace, records, head: null, pseudonymise: true, seed: "seed" });
    expect(JSON.stringify(copy.journal)).not.toMatch(/gina|torres|u-gina|acc-1|lovelace|acme\.test/i);
    const hired = {
      type: "hire",
      groups: ["g-finance"],
      attributes: expect.objectContaining({ department: "Finance" }),
    };
    expect(copy.journal).toMatchObject({
      records: expect.arrayContaining([expect.objectContaining({ action: expect.objectContaining(hired) })]),
    });
  });

  it("forgets what a value was before somebody else wrote it", () => {
    const workspace = buildTestWorkspace();
    const [wiki] = workspace.applications;
    const [account] = wiki?.accounts ?? [];
    if (wiki === undefined || account === undefined) throw new Error("There is no account.");
    const last = { writer: "jit", at: BASE.at, why: "" } as const;
    const written = { ...account.written, email: { ...last, before: { ...last, value: "Ada Byron", turns: 2 } } };
    const applications = [{ ...wiki, accounts: [{ ...account, written }] }];
    expect(readable(share(false, { ...workspace, applications }))).toContain("Ada Byron");
    expect(readable(share(true, { ...workspace, applications }))).not.toMatch(/Byron|"turns"/);
  });

  it("leaves the traces out and says so", () => {
    const copy = share(true);
    expect(readable(copy)).not.toMatch(/"(trace|before|events|again)":/);
    expect(describeCopy(copy)[0]).toBe(
      "People are pseudonymised. The traces are left out: the signed messages in them hold people's names.",
    );
    expect(copy.people).toBe("pseudonymised");
  });

  it("still fits together: names with addresses, accounts with people, rules with departments", () => {
    const copy = share(true);
    const [ada, grace] = copy.directory.users;
    const { givenName, familyName, displayName, email, department } = ada?.attributes ?? {};
    const account = copy.applications[0]?.accounts[0];
    expect(displayName).toBe(`${givenName} ${familyName}`);
    expect(email).toBe(`${givenName}.${familyName}@example.test`.toLowerCase());
    expect(ada?.userName).toBe(email);
    expect([account?.userName, account?.attributes.email, account?.links[0]?.subject]).toEqual([email, email, email]);
    expect(account?.roles[0]?.why).toBe(`Rule r1 granted it to ${displayName}.`);
    expect(account?.written.email?.why).toBe(`Claim email said ${email}.`);
    expect(grace?.attributes.manager).toBe(ada?.id);
    expect(copy.identityProviders[0]?.connections[0]?.assignment.users).toEqual([ada?.id]);
    expect(copy.applications[0]?.jit.allowedEmailDomains).toEqual(["example.test"]);
    expect([department, copy.directory.groups[0]?.name]).toEqual(["Finance", "Finance"]);
    expect(grace?.userName).toMatch(/^[A-Z][a-z]+\.[A-Z][a-z]+@example\.test$/);
    expect(ada?.note?.text).toBe(`Does ${displayName} move to Engineering?`);
    expect(ada?.note?.owner).toBe(grace?.attributes.displayName);
  });

  it("leaves whoever is assigned an app role with it, by the new id", () => {
    const workspace = buildTestWorkspace();
    const appRoles = [{ id: "r-admin", value: "Admin", displayName: "Administrator" }];
    const identityProviders = workspace.identityProviders.map((provider) => ({
      ...provider,
      connections: provider.connections.map((connection) => ({
        ...connection,
        appRoles,
        assignment: {
          ...connection.assignment,
          roles: { users: { "u-ada": ["r-admin"] }, groups: { "g-finance": ["r-admin"] } },
        },
      })),
    }));
    const copy = share(true, { ...workspace, identityProviders });
    const connection = copy.identityProviders[0]?.connections[0];
    expect(connection?.appRoles).toEqual(appRoles);
    expect(connection?.assignment.roles).toEqual({
      users: { [copy.directory.users[0]?.id ?? ""]: ["r-admin"] },
      groups: { "g-finance": ["r-admin"] },
    });
    expect(readable(copy)).not.toContain("u-ada");
  });

  it("keeps what a SCIM client sent, with the same new names, and who is in which group", () => {
    const [wiki] = share(true).applications;
    const [ada] = share(true).directory.users;
    const { givenName, familyName, displayName, email } = ada?.attributes ?? {};
    expect(wiki?.accounts[0]?.scim).toEqual({
      externalId: ada?.id,
      name: { givenName, familyName },
      displayName,
      emails: [{ value: email, type: "work", primary: true }],
    });
    expect(wiki?.groups).toMatchObject([
      { id: "grp-1", displayName: "Finance", externalId: "g-finance", members: [{ id: wiki?.accounts[0]?.id }] },
    ]);
  });

  it("drops what a SCIM client sent and nobody can judge, says so, and names nobody by a group", () => {
    const workspace = buildTestWorkspace();
    const applications = workspace.applications.map((application) => ({
      ...application,
      accounts: application.accounts.map((account) => ({
        ...account,
        scim: { ...account.scim, photos: [{ value: "https://photos.test/ada.jpg" }] },
      })),
      groups: application.groups?.map((group) => ({ ...group, externalId: "of Ada Lovelace" })) ?? [],
    }));
    const copy = share(true, { ...workspace, applications });
    expect(PEOPLE.exec(readable(copy).replaceAll(/-----BEGIN[^"]*/g, ""))).toBeNull();
    expect(copy.applications[0]?.accounts[0]?.scim).not.toHaveProperty("photos");
    expect(copy.applications[0]?.groups?.[0]).toMatchObject({
      displayName: "Finance",
      externalId: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(describeCopy(copy)[0]).toBe(
      "People are pseudonymised. The traces are left out: the signed messages in them hold people's names. Of what SCIM clients sent, pictures, certificates, links and whatever RFC 7643 does not name are left out: they may tell who somebody is.",
    );
  });

  it("is the same for the same seed and another for another", () => {
    expect(share(true)).toEqual(share(true));
    expect(share(true, buildTestWorkspace(), "another")).not.toEqual(share(true));
  });

  it("is a workspace that can be read, and no two people of the sample become one", async () => {
    const sample = await readSample("acme");
    const copy = copyToShare({ workspace: sample, records: [], head: null, pseudonymise: true, seed: "seed" });
    expect(workspaceDocumentSchema.safeParse(copy).error).toBeUndefined();
    expect(new Set(copy.directory.users.map(({ userName }) => userName.toLowerCase())).size).toBe(
      sample.directory.users.length,
    );
    const written = JSON.stringify(copy);
    const leaked = sample.directory.users.filter(
      ({ userName, id }) => written.includes(`"${userName}"`) || written.includes(`"${id}"`),
    );
    expect(leaked).toEqual([]);
  });

  it("opens and checks like any other", async () => {
    const store = await open();
    await commitOne(store);
    await store.close();
    await shareWorkspace(path(), path("copy.json"), { pseudonymise: true });
    expect((await checkWorkspaceFile(path("copy.json"))).map(({ code }) => code)).toEqual([
      "WORKSPACE_NO_PRIVATE_KEY",
      "WORKSPACE_NO_PRIVATE_KEY",
    ]);
    const copy = await open({}, path("copy.json"));
    expect(await failureOf(copy.readTrace("r2"))).toMatchObject({ code: "RECORD_WITHOUT_TRACE" });
    await commitOne(copy);
    expect(await text("copy.json")).toContain('"segment": "copy.journal"');
  });
});

describe("a new workspace", () => {
  it("from the sample has none of its published keys, secrets and salts, wherever they were pinned", async () => {
    const sample = await readSample("acme");
    const workspace = await newWorkspace({ name: "Mine", preset: "acme", now: Date.parse("2026-11-21T00:00:00Z") });
    expectOwnKeys(workspace, sample);
    expectOwnTokens(workspace, sample);
    expect(workspace).toMatchObject({ name: "Mine", clock: sample.clock, actions: 0 });
    expect(workspace.seed).not.toBe(sample.seed);
    expect(workspace.directory).toEqual(sample.directory);
  });

  it("that is blank has one identity provider and nobody", async () => {
    const workspace = await newWorkspace({ name: "Mine", preset: "blank", now: Date.parse("2026-11-21T00:00:00Z") });
    expect(workspaceDocumentSchema.safeParse(workspace).error).toBeUndefined();
    expect(workspace.clock).toEqual({ now: "2026-11-21T00:00:00.000Z" });
    expect(workspace.directory).toEqual({ users: [], groups: [] });
    expect(workspace.applications).toEqual([]);
    expect(workspace.identityProviders).toHaveLength(1);
  });
});

/** Whatever offers SCIM has a token, of its own, and nothing else has one. */
function expectOwnTokens({ applications }: Workspace, other: Workspace): void {
  const tokensOf = (all: Workspace["applications"]) => all.map(({ scim }) => scim?.bearerToken);
  const published = tokensOf(other.applications);
  expect(published.filter((token) => token !== undefined)).not.toEqual([]);
  for (const [index, token] of tokensOf(applications).entries()) {
    expect(token).toEqual(published[index] === undefined ? undefined : expect.stringMatching(/^[\w-]{43}$/));
    expect(token === undefined || !published.includes(token)).toBe(true);
  }
}

/** All key material is there, none of it is the other's, and both sides of every trust agree on it. */
function expectOwnKeys(workspace: Workspace, other: Workspace): void {
  const written = JSON.stringify(workspace);
  const keysOf = ({ identityProviders, applications }: Workspace) => [
    ...identityProviders.flatMap((provider) => provider.keys),
    ...applications.flatMap(({ saml }) => (saml?.key === undefined ? [] : [saml.key])),
  ];
  expect(keysOf(workspace).every(({ privateKey }) => privateKey !== undefined)).toBe(true);
  for (const { privateKey = "", certificate } of keysOf(other)) {
    expect(written).not.toContain(JSON.stringify(privateKey).slice(1, -1));
    expect(written).not.toContain(JSON.stringify(certificate).slice(1, -1));
  }
  for (const [index, provider] of workspace.identityProviders.entries()) {
    expect(provider.pairwiseSalt).toBeDefined();
    expect(provider.pairwiseSalt).not.toBe(other.identityProviders[index]?.pairwiseSalt);
    for (const { application, oidc, saml } of provider.connections) {
      const found = workspace.applications.find(({ id }) => id === application);
      expect(oidc?.clientSecret).toBe(found?.oidc?.clientSecret);
      if (saml !== undefined && saml.requestCertificates.length > 0) {
        expect(saml.requestCertificates).toEqual([found?.saml?.key?.certificate]);
      }
    }
  }
  for (const { saml } of workspace.applications) {
    if (saml?.trust.kind !== "pinned") continue;
    const known = workspace.identityProviders.flatMap((provider) =>
      provider.keys.map(({ certificate }) => certificate),
    );
    for (const certificate of saml.trust.certificates) expect(known).toContain(certificate);
  }
}

describe("a copy of a workspace with an imported configuration file", () => {
  const document = { constant: "Ada Lovelace, ada.lovelace@acme.test" };
  const workspace = buildTestWorkspace();
  const [provider] = workspace.identityProviders;
  for (const connection of provider?.connections ?? [])
    connection.imported = [{ kind: "entraSchema", file: "a.json", importedAt: "2026-03-02T09:00:00.000Z", document }];

  it("holds the file", () => {
    expect(readable(share(false, workspace))).toContain("Ada Lovelace, ada.lovelace@acme.test");
  });

  it("is without it where people are pseudonymised, and says so", () => {
    const copy = share(true, workspace);
    expect(copy.identityProviders.flatMap(({ connections }) => connections.map(({ imported }) => imported))).toEqual([
      undefined,
      undefined,
    ]);
    expect(describeCopy(copy).join(" ")).toContain("configuration files that were imported are left out");
  });

  it("is without group rules as they were imported too, and passes over people by their new ids", () => {
    const other = buildTestWorkspace();
    const when = { expression: { dialect: "okta", text: "true" } } as const;
    const rule = { id: "r1", name: "Everybody", active: true, when, groups: ["g-finance"] };
    const rules = [{ ...rule, except: { users: ["u-ada"] }, imported: document }];
    for (const each of other.identityProviders) each.groupRules = { rules, whoStopsMatching: "leaves" };
    const copy = share(true, other);
    const [user] = copy.directory.users;
    expect(copy.identityProviders[0]?.groupRules?.rules).toEqual([{ ...rule, except: { users: [user?.id] } }]);
    expect(user?.id).not.toBe("u-ada");
    expect(describeCopy(copy).join(" ")).toContain("configuration files that were imported are left out");
  });
});

describe("a pseudonymised copy of what was imported", () => {
  const source = { importedAt: BASE.at, attributes: ["email"], groups: false };
  const workspace = buildTestWorkspace();
  const { directory } = workspace;
  const imported = { file: "lovelace accounts.csv", at: BASE.at, owner: "linked", why: "By its id." } as const;
  const sources = [
    { ...source, id: "import-ada-private", name: "Ada private.csv" },
    { ...source, id: "import-ada-private-2", name: "Ada private.csv, hr.csv" },
  ];
  const changed: Workspace = {
    ...workspace,
    directory: {
      ...directory,
      sources,
      users: directory.users.map((user, index) => ({ ...user, source: sources[index % 2]?.id ?? "" })),
    },
    applications: workspace.applications.map((application) => ({
      ...application,
      accounts: application.accounts.map((account) => ({ ...account, imported })),
    })),
  };
  const edit = { type: "edit", ...BASE, again: "whole", events: pack([]) } as const;
  const records = [{ ...edit, id: "r1", what: "2 accounts from lovelace accounts.csv; 3 people from hr.csv" }];
  const copy = copyToShare({ workspace: changed, records, head: "r1", pseudonymise: true, seed: "seed" });

  it("names no file, neither in the state nor in what happened, nor in the ids of imports", () => {
    expect(JSON.stringify(copy)).not.toMatch(/private|accounts\.csv|lovelace/i);
    expect(JSON.stringify(copy.journal)).toContain("2 accounts from import-");
  });

  it("still knows who came from which import", () => {
    expect(copy.directory.sources?.map(({ id }) => id)).toEqual(["source-1", "source-2"]);
    expect(copy.directory.users.map((user) => user.source)).toEqual(["source-1", "source-2", "source-1"]);
    expect(copy.applications[0]?.accounts[0]?.imported).toMatchObject({ owner: "linked", why: "By its id." });
    expect(workspaceDocumentSchema.safeParse(copy).error).toBeUndefined();
  });
});
