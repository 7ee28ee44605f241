import { describe, expect, it } from "vitest";
import type { Connection } from "../idp/identity-provider.ts";
import type { DueItem } from "../provisioning/agenda.ts";
import type { Provisioning, ProvisioningMapping, ScimClientSettings } from "../provisioning/settings.ts";
import type { Application } from "../sp/application.ts";
import { checkWorkspace } from "./check.ts";
import { buildTestWorkspace } from "./test-workspace.ts";
import type { Workspace } from "./workspace.ts";

const ROWS: ProvisioningMapping[] = [
  row("user-name", "userName", "userName", { matching: 1, required: true }),
  row("active", "active", "active"),
  row("display-name", "displayName", "displayName"),
];

function row(
  id: string,
  target: string,
  attribute: string,
  differs: Partial<ProvisioningMapping> = {},
): ProvisioningMapping {
  return { id, target, source: { kind: "attribute", attribute }, apply: "always", ...differs };
}

const CLIENT: ScimClientSettings = {
  dialect: "entra",
  runs: { on: "cycle", everyMinutes: 40 },
  actions: { create: true, update: true, disable: true, delete: true },
  groups: ["g-finance"],
};

const scim = (client: Partial<ScimClientSettings> = {}, mappings = ROWS): Provisioning => ({
  way: "scim",
  mappings,
  client: { ...CLIENT, ...client },
});
const batch = (mappings: ProvisioningMapping[], scope?: Provisioning["scope"]): Provisioning => ({
  way: "scheduled",
  mappings,
  schedule: { on: "daily", at: "02:00" },
  ...(scope === undefined ? {} : { scope }),
});
const rules = (...list: Extract<Provisioning, { readonly way: "workflow" }>["rules"]): Provisioning => ({
  way: "workflow",
  mappings: ROWS,
  rules: list,
});
const JOINER = { id: "joiner", on: "joiner", action: "provision" } as const;
const LEAVER = { id: "leaver", on: "leaver", action: "deactivate" } as const;

/** The test workspace, whose wiki is provisioned like this. */
function provisioned(
  provisioning: Provisioning,
  connection: Partial<Connection> = {},
  application: (wiki: Application) => Application = (wiki) => wiki,
): Workspace {
  const workspace = buildTestWorkspace();
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map((provider) => ({
      ...provider,
      connections: provider.connections.map((each) =>
        each.application === "wiki" ? { ...each, ...connection, provisioning } : each,
      ),
    })),
    applications: workspace.applications.map((each) => (each.id === "wiki" ? application(each) : each)),
  };
}

function due(provisioning: Provisioning, item: DueItem): Workspace {
  const workspace = provisioned(provisioning);
  return { ...workspace, runtime: { ...workspace.runtime, agenda: [item] } };
}

const found = (workspace: Workspace) =>
  checkWorkspace(workspace).map(({ severity, code, path, message }) => {
    const place = path.replace("identityProviders[0].connections[0]", "connection").replace("provisioning", "p");
    return `${severity} ${code.replace("WORKSPACE_", "")} ${place}: ${message}`;
  });

const withoutServer = ({ scim: _, ...others }: Application): Application => others;
const withToken =
  (bearerToken: string) =>
  ({ scim: server, ...others }: Application): Application => ({
    ...others,
    ...(server === undefined ? {} : { scim: { ...server, bearerToken } }),
  });
const ITEM = { id: "d1", at: "2026-03-03T09:00:00.000Z", person: "u-ada" } as const;

interface Case {
  readonly what: string;
  readonly workspace: Workspace;
  readonly expected: string;
}

const CASES: readonly Case[] = [
  {
    what: "two rows of one id",
    workspace: provisioned(batch([...ROWS, row("active", "title", "department")])),
    expected:
      'error DUPLICATE connection.p.mappings[3].id: "active" is the id of identityProviders[0].connections[0].provisioning.mappings[1] already; each needs its own.',
  },
  {
    what: "a target that names nothing",
    workspace: provisioned(batch([...ROWS, row("x", "displayNam", "displayName")])),
    expected:
      "error PROVISIONING_TARGET connection.p.mappings[3].target: `displayNam` is no attribute of User; did you mean `displayName`? Users of Wiki have no such place.",
  },
  {
    what: "a target that holds several values of its own",
    workspace: provisioned(batch([...ROWS, row("x", "name", "displayName")])),
    expected:
      "error PROVISIONING_TARGET connection.p.mappings[3].target: `name` is complex: name one of its sub-attributes. Users of Wiki have no such place.",
  },
  {
    what: "a target in a schema that the application does not have",
    workspace: provisioned(batch([...ROWS, row("x", "urn:example:1.0:User:badge", "department")])),
    expected:
      "warning PROVISIONING_TARGET connection.p.mappings[3].target: `urn:example:1.0:User:badge` is no attribute of User. Users of Wiki have no such place.",
  },
  {
    what: "an attribute that nobody has",
    workspace: provisioned(batch([...ROWS, row("x", "title", "departmnt")])),
    expected:
      'warning ATTRIBUTE_UNKNOWN connection.p.mappings[3].source.attribute: Nobody in the directory has the attribute `departmnt`. Did you mean "department"?',
  },
  {
    what: "a required row whose constant is empty",
    workspace: provisioned(
      batch([...ROWS, { ...row("x", "title", ""), source: { kind: "constant", value: "" }, required: true }]),
    ),
    expected:
      "warning PROVISIONING_EMPTY connection.p.mappings[3].source.value: This row never gives `title` a value, and nobody is provisioned without it: its constant is empty.",
  },
  {
    what: "a row after one that always gives a value",
    workspace: provisioned(batch([...ROWS, row("again", "userName", "email")])),
    expected:
      "warning PROVISIONING_UNREACHED connection.p.mappings[3].target: This row is never used: row `user-name` above gives `userName` a value every time.",
  },
  {
    what: "accounts matched by what is the same for everybody",
    workspace: provisioned(
      batch([...ROWS, { ...row("x", "title", ""), source: { kind: "constant", value: "Staff" }, matching: 2 }]),
    ),
    expected:
      "warning PROVISIONING_MATCHING connection.p.mappings[3].matching: Accounts are matched by this row, but `title` is the same for everybody; match by what is each person's own.",
  },
  {
    what: "accounts matched by a reference",
    workspace: provisioned(
      batch([
        ...ROWS,
        row("x", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "manager", { matching: 2 }),
      ]),
    ),
    expected: expect.stringContaining(
      "nobody searches by `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager`",
    ),
  },
  {
    what: "SCIM without a userName",
    workspace: provisioned(scim({}, ROWS.slice(1))),
    expected:
      "warning PROVISIONING_NO_USERNAME connection.p.mappings: No row gives accounts of Wiki a `userName`, and every SCIM user needs one (RFC 7643, section 4.1.1); add a row whose target is `userName`.",
  },
  {
    what: "a batch without a userName",
    workspace: provisioned(batch(ROWS.slice(1))),
    expected: expect.stringContaining("so that new ones are called by their ids"),
  },
  {
    what: "a scope that asks for an attribute that nobody has",
    workspace: provisioned(batch(ROWS, { operator: "equals", claim: "Department", value: "Finance" })),
    expected:
      'warning ATTRIBUTE_UNKNOWN connection.p.scope: Nobody in the directory has the attribute `Department`. Did you mean "department"?',
  },
  {
    what: "a scope that asks for groups",
    workspace: provisioned(batch(ROWS, { operator: "isMemberOf", claim: "groups", value: "Finance" })),
    expected:
      "warning ATTRIBUTE_UNKNOWN connection.p.scope: Nobody in the directory has the attribute `groups`. Groups count in the assignment, and are no attribute of a person.",
  },
  {
    what: "a scope with a pattern that is not valid",
    workspace: provisioned(batch(ROWS, { all: [{ operator: "matches", claim: "department", value: "(" }] })),
    expected: expect.stringContaining(
      "error MAPPING_INVALID_PATTERN connection.p.scope.all[0].value: The pattern `(` is not valid",
    ),
  },
  {
    what: "nobody who is assigned",
    workspace: provisioned(batch(ROWS), { assignment: { required: true, users: [], groups: [] } }),
    expected:
      "warning PROVISIONING_NOBODY connection.assignment: Nobody is assigned to Wiki, and only who is assigned is provisioned: nobody is.",
  },
  {
    what: "an application without a SCIM server",
    workspace: provisioned(scim(), {}, withoutServer),
    expected: expect.stringContaining("warning PROVISIONING_NO_SERVER connection.p.way: Wiki offers no SCIM"),
  },
  {
    what: "a token that the application does not take",
    workspace: provisioned(scim({ bearerToken: "old" }), {}, withToken("new")),
    expected:
      "warning PROVISIONING_TOKEN connection.p.client.bearerToken: The client's token is not the one that Wiki takes: every request will be refused.",
  },
  {
    what: "a pushed group that is not there",
    workspace: provisioned(scim({ groups: ["g-finanse"] })),
    expected:
      'error UNKNOWN_REFERENCE connection.p.client.groups[0]: There is no group "g-finanse". Did you mean "g-finance"?',
  },
  {
    what: "a group that is pushed twice",
    workspace: provisioned(scim({ groups: ["g-finance", "g-finance"] })),
    expected: "error PROVISIONING_GROUP_TWICE connection.p.client.groups[1]: The group `g-finance` is pushed already.",
  },
  {
    what: "a client that may do nothing",
    workspace: provisioned(scim({ actions: { create: false, update: false, disable: false, delete: false } })),
    expected:
      "warning PROVISIONING_NO_ACTION connection.p.client.actions: The client may neither create, update, disable nor delete: nothing is ever sent.",
  },
  {
    what: "Entra without a row for `active`",
    workspace: provisioned(
      scim(
        {},
        ROWS.filter(({ target }) => target !== "active"),
      ),
    ),
    expected: expect.stringContaining(
      "warning PROVISIONING_NO_ACTIVE connection.p.mappings: No row says what `active` is",
    ),
  },
  {
    what: "Entra with a row for `active` that counts only at first",
    workspace: provisioned(
      scim(
        {},
        ROWS.map((each) => (each.id === "active" ? { ...each, apply: "create" } : each)),
      ),
    ),
    expected: expect.stringContaining("nobody is deactivated in Wiki"),
  },
  {
    what: "Okta told to match by something else",
    workspace: provisioned(
      scim({ dialect: "oktaWizard" }, [...ROWS, row("x", "title", "department", { matching: 2 })]),
    ),
    expected:
      "warning PROVISIONING_MATCHING connection.p.mappings[3].matching: Okta looks for accounts by `userName` alone: that `title` is to match counts for nothing.",
  },
  {
    what: "a limit of deletions where there are no cycles",
    workspace: provisioned(scim({ dialect: "oktaWizard", runs: { on: "events" }, deletionThreshold: 5 })),
    expected:
      "warning PROVISIONING_IDLE_SWITCH connection.p.client.deletionThreshold: A client that goes by events has no cycle whose deletions could be counted.",
  },
  {
    what: "PATCH alone from a client that never does so",
    workspace: provisioned(scim({ patchOnly: true })),
    expected: expect.stringContaining("warning PROVISIONING_IDLE_SWITCH connection.p.client.patchOnly:"),
  },
  {
    what: "a role that goes with a group which is not pushed",
    workspace: provisioned(scim({ groups: [] })),
    expected:
      'warning PROVISIONING_GROUP_NOT_PUSHED connection.p.client.groups: The role `finance` goes with the group "Finance", which is not pushed: nobody gets it by SCIM.',
  },
  {
    what: "tickets that all slip through",
    workspace: provisioned({ way: "manual", mappings: ROWS, delayHours: 8, slipRate: 1 }),
    expected:
      "warning PROVISIONING_NEVER connection.p.slipRate: All tickets slip through, so that none is ever done; a share below 1 would let some be.",
  },
  {
    what: "two workflow rules of one id",
    workspace: provisioned(rules(JOINER, LEAVER, { ...LEAVER, action: "remove" })),
    expected: expect.stringContaining('error DUPLICATE connection.p.rules[2].id: "leaver" is the id of'),
  },
  {
    what: "a workflow that gives nobody an account",
    workspace: provisioned(rules(LEAVER)),
    expected: "warning PROVISIONING_NO_RULE connection.p.rules: No rule gives anybody an account in Wiki.",
  },
  {
    what: "a workflow that forgets leavers",
    workspace: provisioned(rules(JOINER, { ...LEAVER, action: "provision" })),
    expected: "warning PROVISIONING_NO_RULE connection.p.rules: No rule takes away the accounts of leavers in Wiki.",
  },
  {
    what: "a workflow rule about an attribute that nobody has",
    workspace: provisioned(rules({ ...JOINER, when: { operator: "isPresent", claim: "jobFamily" } }, LEAVER)),
    expected:
      "warning ATTRIBUTE_UNKNOWN connection.p.rules[0].when: Nobody in the directory has the attribute `jobFamily`.",
  },
  {
    what: "something due by a rule that is gone",
    workspace: due(rules(JOINER, LEAVER), { ...ITEM, kind: "workflow", application: "wiki", rule: "mover" }),
    expected:
      "warning NEVER_DUE runtime.agenda[0].rule: This is due later, but there is no workflow rule `mover` any more: nothing will come of it.",
  },
  {
    what: "a ticket about an application that is gone",
    workspace: due(rules(JOINER, LEAVER), { ...ITEM, kind: "ticket", application: "intranet", event: "leaver" }),
    expected:
      "warning NEVER_DUE runtime.agenda[0].application: This is due later, but there is no application `intranet` any more: nothing will come of it.",
  },
];

describe("an application that is provisioned", () => {
  it.each(CASES)("is told about $what", ({ workspace, expected }) => {
    expect(found(workspace)).toEqual(expect.arrayContaining([expected]));
  });

  it.each([
    ["SCIM", scim()],
    ["a batch", batch(ROWS)],
    ["rules", rules(JOINER, LEAVER)],
    ["tickets", { way: "manual", mappings: ROWS, delayHours: 8, slipRate: 0.99 }],
    [
      "rows that follow each other",
      batch([...ROWS, row("a", "title", "department"), row("b", "title", "displayName")]),
    ],
    ["a list of roles", batch([...ROWS, row("a", "roles", "department")])],
    [
      "an RFC client without `active`",
      scim(
        { dialect: "rfc" },
        ROWS.filter(({ target }) => target !== "active"),
      ),
    ],
  ] as const)("has nothing wrong with it by %s", (_, provisioning) => {
    expect(found(provisioned(provisioning))).toEqual([]);
  });

  it("keeps its token to itself", () => {
    const workspace = provisioned(scim({ bearerToken: "tell-nobody" }), {}, withToken("nor-this"));
    expect(JSON.stringify(checkWorkspace(workspace))).not.toMatch(/tell-nobody|nor-this/);
  });

  it("may have no people to ask about yet", () => {
    const workspace = provisioned(batch([...ROWS, row("x", "title", "departmnt")]), {
      assignment: { required: false, users: [], groups: [] },
    });
    const empty = { ...workspace, directory: { ...workspace.directory, users: [] } };
    expect(found(empty).join()).not.toContain("ATTRIBUTE_UNKNOWN");
  });

  it("is told only once that two of its attributes are the same name to SCIM", () => {
    const twins = (wiki: Application) => ({
      ...wiki,
      accountAttributes: [...wiki.accountAttributes, { name: "badge" }, { name: "Badge" }],
    });
    expect(found(provisioned(scim(), {}, twins))).toEqual([expect.stringContaining("error SCIM_CASE")]);
  });
});
