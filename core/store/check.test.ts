import { describe, expect, it } from "vitest";
import { buildScimShape } from "../sp/scim-shape.ts";
import { checkWorkspace } from "./check.ts";
import { createKeyPair, type KeyRequest } from "./keys.ts";
import { readSample } from "./preset.ts";
import { buildTestWorkspace, TEST_EPOCH } from "./test-workspace.ts";
import type { Workspace } from "./workspace.ts";

const REQUEST: KeyRequest = { algorithm: "ES256", commonName: "other", notBefore: TEST_EPOCH, years: 1 };
const ecKey = await createKeyPair(REQUEST);

it("finds nothing wrong with the test workspace and with the sample", async () => {
  expect(checkWorkspace(buildTestWorkspace())).toEqual([]);
  expect(checkWorkspace(await readSample("acme")).filter(({ severity }) => severity === "error")).toEqual([]);
});

/** A change of the first identity provider, of the first application, of the directory. */
type Provider = Workspace["identityProviders"][number];
type Application = Workspace["applications"][number];

function withProvider(change: (provider: Provider) => Partial<Provider>): Workspace {
  const workspace = buildTestWorkspace();
  return { ...workspace, identityProviders: workspace.identityProviders.map((each) => ({ ...each, ...change(each) })) };
}

function withApplication(change: (application: Application) => Partial<Application>): Workspace {
  const workspace = buildTestWorkspace();
  const [first, ...others] = workspace.applications;
  return { ...workspace, applications: first === undefined ? [] : [{ ...first, ...change(first) }, ...others] };
}

function withUsers(change: (users: Workspace["directory"]["users"]) => Workspace["directory"]["users"]): Workspace {
  const workspace = buildTestWorkspace();
  return { ...workspace, directory: { ...workspace.directory, users: change(workspace.directory.users) } };
}

function withKey(change: Partial<Provider["keys"][number]>): Workspace {
  return withProvider(({ keys }) => ({ keys: keys.map((key) => ({ ...key, ...change })) }));
}

/** The first application with its SCIM server changed, and perhaps other members too. */
function withScim(
  change: Partial<NonNullable<Application["scim"]>>,
  members: (application: Application) => Partial<Application> = () => ({}),
): Workspace {
  return withApplication((application) => {
    const { scim } = application;
    if (scim === undefined) throw new Error("The test workspace has a SCIM server.");
    return { ...members(application), scim: { ...scim, ...change } };
  });
}

const bound = (...paths: readonly string[]) => ({
  bindings: paths.map((path, index) => ({ attribute: ["email", "department"][index] ?? "", path })),
});

/** The accounts of the first application with more attributes than the two that are bound. */
const withAttributes =
  (...names: readonly string[]) =>
  ({ accountAttributes }: Application): Partial<Application> => ({
    accountAttributes: [...accountAttributes, ...names.map((name) => ({ name }))],
  });

interface Case {
  readonly what: string;
  readonly workspace: Workspace;
  readonly expected: string;
}

const CASES: readonly Case[] = [
  {
    what: "two people of one id",
    workspace: withUsers((users) =>
      users
        .map((user) => ({ ...user, id: "u-ada" }))
        .slice(0, 1)
        .concat(users.slice(0, 1)),
    ),
    expected:
      'error WORKSPACE_DUPLICATE directory.users[1].id: "u-ada" is the id of directory.users[0] already; each needs its own.',
  },
  {
    what: "two people whose userNames differ by case only",
    workspace: withUsers(([ada, ...others]) =>
      ada === undefined ? [] : [ada, ...others, { ...ada, id: "u-2", userName: "ADA.Lovelace@acme.test" }],
    ),
    expected:
      'error WORKSPACE_DUPLICATE directory.users[3].userName: "ada.lovelace@acme.test" is the userName of directory.users[0] already; each needs its own.',
  },
  {
    what: "a person in a group that is not there",
    workspace: withUsers((users) =>
      users.map((user) => (user.id === "u-grace" ? { ...user, groups: ["g-finanse"] } : user)),
    ),
    expected:
      'error WORKSPACE_UNKNOWN_REFERENCE directory.users[1].groups[0]: There is no group "g-finanse". Did you mean "g-finance"?',
  },
  {
    what: "two parties at one origin",
    workspace: withApplication(() => ({ origin: "https://login.acme.test" })),
    expected:
      "error WORKSPACE_DUPLICATE_ORIGIN applications[0].origin: identityProviders[0].origin is https://login.acme.test already; every party needs an origin of its own.",
  },
  {
    what: "a connection to an application that is not there",
    workspace: withProvider(({ connections }) => ({
      connections: connections.map((each, index) => (index === 0 ? { ...each, application: "wikki" } : each)),
    })),
    expected:
      'error WORKSPACE_UNKNOWN_REFERENCE identityProviders[0].connections[0].application: There is no application "wikki". Did you mean "wiki"?',
  },
  {
    what: "somebody assigned who is not there",
    workspace: withProvider(({ connections }) => ({
      connections: connections.map((each, index) =>
        index === 1 ? { ...each, assignment: { required: true, users: ["u-zoe"], groups: [] } } : each,
      ),
    })),
    expected:
      'error WORKSPACE_UNKNOWN_REFERENCE identityProviders[0].connections[1].assignment.users[0]: There is no person "u-zoe".',
  },
  {
    what: "an application that trusts nobody here",
    workspace: withApplication(({ saml }) =>
      saml === undefined
        ? {}
        : {
            saml: {
              ...saml,
              trust: { kind: "metadata", url: "https://x.test/m", entityId: "https://login.acme.test/metdata" },
            },
          },
    ),
    expected:
      'warning WORKSPACE_UNKNOWN_ISSUER applications[0].saml.trust.entityId: There is no identity provider "https://login.acme.test/metdata". Did you mean "https://login.acme.test/metadata"?',
  },
  {
    what: "a sign-on without settings",
    workspace: withApplication(() => ({ signOn: "oidc" })),
    expected: "error WORKSPACE_SIGN_ON applications[0].signOn: Sign-on is by oidc, but there are no `oidc` settings.",
  },
  {
    what: "no key that signs",
    workspace: withKey({ status: "next" }),
    expected:
      "error WORKSPACE_NO_ACTIVE_KEY identityProviders[0].connections[0].saml: This needs an active key for RS256; identity provider `acme` has none.",
  },
  {
    what: "a certificate that is none",
    workspace: withKey({ certificate: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" }),
    expected:
      "error WORKSPACE_CERTIFICATE identityProviders[0].keys[0].certificate: This is no X.509 certificate in PEM (`-----BEGIN CERTIFICATE-----`).",
  },
  {
    what: "a private key that is none",
    workspace: withKey({ privateKey: "secret" }),
    expected:
      "error WORKSPACE_PRIVATE_KEY identityProviders[0].keys[0].privateKey: This is no private key in PEM (PKCS#8, `-----BEGIN PRIVATE KEY-----`).",
  },
  {
    what: "the private key of another certificate",
    workspace: withKey({ privateKey: ecKey.privateKey }),
    expected:
      "error WORKSPACE_KEY_MISMATCH identityProviders[0].keys[0]: The private key does not belong to the certificate.",
  },
  {
    what: "a key of another kind than its algorithm",
    workspace: withKey(ecKey),
    expected:
      "error WORKSPACE_KEY_ALGORITHM identityProviders[0].keys[0].certificate: RS256 needs an RSA key of at least 2048 bits.",
  },
  {
    what: "a rule for a role that is not there",
    workspace: withApplication(({ roleRules }) => ({
      roleRules: roleRules.map((rule) => ({ ...rule, role: "finanse" })),
    })),
    expected:
      "error MAPPING_UNKNOWN_ROLE applications[0].roleRules[0].role: The application has no role `finanse`; did you mean `finance`?",
  },
  {
    what: "a target whose name would split the line",
    workspace: withApplication(({ mappings }) => ({
      mappings: mappings.map((mapping) => ({ ...mapping, target: `a\nb\u009b${mapping.target}` })),
    })),
    expected:
      "error MAPPING_UNKNOWN_TARGET applications[0].mappings[2].target: The accounts have no attribute `a\\u000ab\\u009bdepartment`; did you mean `department`?",
  },
  {
    what: "a default role that is not there",
    workspace: withApplication(({ jit }) => ({ jit: { ...jit, defaultRole: "membre" } })),
    expected:
      "error MAPPING_UNKNOWN_ROLE applications[0].jit.defaultRole: The application has no role `membre`; did you mean `member`?",
  },
  {
    what: "an account with a role that is not there",
    workspace: withApplication(({ roles }) => ({ roles: roles.filter(({ id }) => id !== "finance"), roleRules: [] })),
    expected: 'error WORKSPACE_UNKNOWN_REFERENCE applications[0].accounts[0].roles[0]: There is no role "finance".',
  },
  {
    what: "a binding to a place that SCIM does not know",
    workspace: withScim(bound("displayNme")),
    expected:
      "error WORKSPACE_SCIM_PATH applications[0].scim.bindings[0].path: `displayNme` is no attribute of User; did you mean `displayName`?",
  },
  {
    what: "a binding to more than one place",
    workspace: withScim(bound("name")),
    expected:
      "error WORKSPACE_SCIM_PATH applications[0].scim.bindings[0].path: `name` is complex: name one of its sub-attributes.",
  },
  {
    what: "a binding to what every user has",
    workspace: withScim(bound("userName")),
    expected:
      "error WORKSPACE_SCIM_PATH applications[0].scim.bindings[0].path: `userName` is a member that every user has; no attribute can stand there.",
  },
  {
    what: "two bindings to one place, however it is spelled",
    workspace: withScim(bound('emails[type eq "work"].value', 'Emails[TYPE eq "Work"].value')),
    expected:
      'error WORKSPACE_SCIM_PATH_TAKEN applications[0].scim.bindings[1].path: `Emails[TYPE eq "Work"].value` is the place of applications[0].scim.bindings[0] already; each needs its own.',
  },
  {
    what: "an attribute that is bound twice",
    workspace: withScim({
      bindings: [
        { attribute: "email", path: "displayName" },
        { attribute: "email", path: "title" },
      ],
    }),
    expected:
      'error WORKSPACE_DUPLICATE applications[0].scim.bindings[1].attribute: "email" is the attribute of applications[0].scim.bindings[0] already; each needs its own.',
  },
  {
    what: "a binding of an attribute that is not there",
    workspace: withScim({ bindings: [{ attribute: "departmnt", path: "title" }] }),
    expected:
      'error WORKSPACE_UNKNOWN_REFERENCE applications[0].scim.bindings[0].attribute: There is no account attribute "departmnt". Did you mean "department"?',
  },
  {
    what: "a binding of what has its place already",
    workspace: withScim({ bindings: [{ attribute: "active", path: "title" }] }),
    expected:
      "error WORKSPACE_SCIM_ATTRIBUTE applications[0].scim.bindings[0].attribute: `active` has a place in every SCIM user already, and takes no other.",
  },
  {
    what: "two attributes that differ by case only, neither with a place of its own",
    workspace: withScim({}, withAttributes("badge", "Badge")),
    expected:
      "error WORKSPACE_SCIM_CASE applications[0].accountAttributes[3].name: `badge` and `Badge` are the same name to SCIM, which knows no case; bind one of them to another place, or rename it.",
  },
  {
    what: "an attribute that SCIM cannot name",
    workspace: withScim({}, withAttributes("cost centre")),
    expected:
      "warning WORKSPACE_SCIM_NO_PLACE applications[0].accountAttributes[2].name: SCIM cannot name `cost centre`, so no client sees or sets it; bind it to a place of a user, or call it by letters, digits, `_`, `-` and `$`.",
  },
  {
    what: "a group over SCIM that grants a role that is not there",
    workspace: withScim({ roles: { from: "groups", groups: [{ displayName: "Finance", role: "finanse" }] } }),
    expected:
      "error MAPPING_UNKNOWN_ROLE applications[0].scim.roles.groups[0].role: The application has no role `finanse`; did you mean `finance`?",
  },
  {
    what: "a default role over SCIM that is not there",
    workspace: withScim({ defaultRole: "finanse" }),
    expected:
      "error MAPPING_UNKNOWN_ROLE applications[0].scim.defaultRole: The application has no role `finanse`; did you mean `finance`?",
  },
  {
    what: "two groups of accounts with one id",
    workspace: withApplication(({ groups = [] }) => ({ groups: [...groups, ...groups] })),
    expected:
      'error WORKSPACE_DUPLICATE applications[0].groups[1].id: "grp-1" is the id of applications[0].groups[0] already; each needs its own.',
  },
  {
    what: "an account in a group that is not there",
    workspace: withApplication(() => ({ accounts: [] })),
    expected: 'error WORKSPACE_UNKNOWN_REFERENCE applications[0].groups[0].members[0].id: There is no account "acc-1".',
  },
  {
    what: "a group in a group that is not there",
    workspace: withApplication(({ groups = [] }) => ({
      groups: groups.map((group) => ({
        ...group,
        members: group.members.map((member) => ({ ...member, id: "grp-2", kind: "group" as const })),
      })),
    })),
    expected:
      'error WORKSPACE_UNKNOWN_REFERENCE applications[0].groups[0].members[0].id: There is no group "grp-2". Did you mean "grp-1"?',
  },
];

const FINE: readonly { readonly what: string; readonly workspace: Workspace }[] = [
  { what: "attributes that differ by case, one of them bound", workspace: withScim({}, withAttributes("Email")) },
  {
    what: "a place for the client's own identifier",
    workspace: withScim({ bindings: [{ attribute: "externalId", path: "externalId" }] }),
  },
  { what: "accounts without any binding", workspace: withScim({ bindings: [] }) },
  {
    what: "an attribute that stands among the roles",
    workspace: withScim({ bindings: [{ attribute: "department", path: 'roles[type eq "department"].value' }] }),
  },
];

describe("a workspace whose parts fit together", () => {
  it.each(FINE)("may have $what", ({ workspace }) => {
    expect(checkWorkspace(workspace)).toEqual([]);
    for (const application of workspace.applications) {
      const { scim } = application;
      if (scim !== undefined) expect(() => buildScimShape(application, scim)).not.toThrow();
    }
  });

  it("may have a group of very many people", () => {
    const accounts = Array.from({ length: 50_000 }, (_, index) => `acc-${index}`);
    const workspace = withApplication(({ accounts: [first], groups = [] }) => ({
      accounts: accounts.flatMap((id) => (first === undefined ? [] : [{ ...first, id, userName: id }])),
      groups: groups.map((group) => ({
        ...group,
        members: group.members.flatMap((member) => accounts.map((id) => ({ ...member, id }))),
      })),
    }));
    expect(checkWorkspace(workspace)).toEqual([]);
  });
});

describe("a workspace whose parts do not fit together", () => {
  it.each(CASES)("is told about $what", ({ workspace, expected }) => {
    const found = checkWorkspace(workspace).map(
      ({ severity, code, path, message }) => `${severity} ${code} ${path}: ${message}`,
    );
    expect(found).toContain(expected);
  });

  it("may be without private keys, as a shared copy is, and says what happens then", () => {
    const workspace = withProvider(({ keys }) => ({ keys: keys.map(({ privateKey: _, ...key }) => key) }));
    expect(checkWorkspace(workspace)).toEqual([
      {
        code: "WORKSPACE_NO_PRIVATE_KEY",
        path: "identityProviders[0].keys[0]",
        message:
          "The private key is not here, as in a copy that was made to be shared; a new pair is made when it is needed.",
        severity: "warning",
      },
    ]);
  });
});
