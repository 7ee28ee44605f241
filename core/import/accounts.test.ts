import { describe, expect, it } from "vitest";
import { buildTestWorkspace } from "../store/test-workspace.ts";
import type { Workspace } from "../store/workspace.ts";
import type { ImportPlan } from "./import-plan.ts";
import { IMPORTED_AT, linesOf, planOf } from "./test-import.ts";

const workspace = buildTestWorkspace();

/** The portal's accounts after a plan, and those whose owners provisioning knows. */
function portalOf({ next }: ImportPlan) {
  return {
    accounts: next.applications.find(({ id }) => id === "portal")?.accounts ?? [],
    links: next.runtime.identityProviders.acme?.provisioning?.portal?.links ?? {},
    assignment: next.identityProviders[0]?.connections.find(({ application }) => application === "portal")?.assignment,
  };
}

const into = (options: object = {}) => ({
  into: workspace,
  name: "accounts",
  options: { application: "portal", ...options },
});

describe("an application's own list of accounts", () => {
  const lines = [
    "ID,Username,Status,Email,Department,Role,Shoe size",
    "7,ada.lovelace@acme.test,active,,Finance,Finance User;member,12",
    "8,gh,suspended,GRACE@hopper.test,,Boss,",
    "9,ghost,active,ghost@else.test,,,",
  ];

  it("becomes accounts, each linked, unlinked or not known, with who wrote them", async () => {
    const plan = await planOf(lines, into({ as: "accountsCsv" }));
    const { accounts, links } = portalOf(plan);
    expect(plan.what).toBe("3 accounts of Portal from accounts: 2 linked, 1 unlinked, 0 not known");
    expect(accounts[0]).toEqual({
      id: "7",
      userName: "ada.lovelace@acme.test",
      active: true,
      attributes: { department: "Finance" },
      roles: ["finance", "member"].map((role) => ({
        role,
        writer: "manual",
        at: workspace.clock.now,
        why: "Imported from accounts.",
      })),
      links: [],
      written: Object.fromEntries(
        ["userName", "active", "department"].map((name) => [
          name,
          { writer: "manual", at: workspace.clock.now, why: "Imported from accounts." },
        ]),
      ),
      createdAt: workspace.clock.now,
      imported: { file: "accounts", at: IMPORTED_AT, owner: "linked", why: "Found by the user name." },
    });
    expect(accounts.slice(1).map(({ id, active, imported }) => [id, active, imported?.owner])).toEqual([
      ["8", false, "linked"],
      ["9", true, "unlinked"],
    ]);
    expect(links).toEqual({
      "u-ada": { target: "7", source: "", active: true, profile: {} },
      "u-grace": { target: "8", source: "", active: false, profile: {} },
    });
    expect(linesOf(plan)).toEqual(
      expect.arrayContaining([
        'notUnderstood · line 3 · Portal has no role "Boss"; it is left out.',
        "notUnderstood · line 1 · This column is left out: nothing here is called so.",
        "adapted · line 4 · New. Unlinked. Nobody in the directory has its id, user name or address.",
      ]),
    );
  });

  it("finds accounts again, and adds what it says", async () => {
    const once = await planOf(lines, into({ as: "accountsCsv" }));
    const again = await planOf(["Username,Status", "ADA.lovelace@acme.test,inactive"], {
      ...into({ as: "accountsCsv" }),
      into: once.next,
    });
    const { accounts } = portalOf(again);
    expect(accounts).toHaveLength(3);
    expect(accounts[0]).toMatchObject({ id: "7", active: false, attributes: { department: "Finance" } });
    expect(accounts[0]?.roles).toHaveLength(2);
  });

  it("leaves open whose an account is that may be of several people, or of somebody who has one", async () => {
    const twins: Workspace = {
      ...workspace,
      directory: {
        ...workspace.directory,
        users: workspace.directory.users.map((user) => ({ ...user, attributes: { mail: "shared@acme.test" } })),
      },
    };
    const rows = ["Username,Email,External Id", "a,shared@acme.test,", "b,,u-ada", "c,,u-ada"];
    const plan = await planOf(rows, { ...into({ as: "accountsCsv" }), into: twins });
    expect(portalOf(plan).accounts.map(({ imported }) => [imported?.owner, imported?.why])).toEqual([
      ["notKnown", "3 people have the same: the address."],
      ["linked", "Found by the external id."],
      ["notKnown", "The person whom it would be of has another account already."],
    ]);
    expect(Object.keys(portalOf(plan).links)).toEqual(["u-ada"]);
  });

  it("leaves it open too where people come from a file without addresses", async () => {
    const people = await planOf(["userPrincipalName,displayName", "zed@acme.test,Zed"], {
      into: workspace,
      name: "people",
    });
    const rows = ["Username,Email", "z,zed.zulu@acme.test"];
    const plan = await planOf(rows, { ...into({ as: "accountsCsv" }), into: people.next });
    expect(portalOf(plan).accounts[0]?.imported).toMatchObject({
      owner: "notKnown",
      why: "Nobody has its id or user name, and people does not carry addresses.",
    });
  });

  it("asks for the application, and for the user name", async () => {
    const asked = await planOf(lines, { into: workspace, name: "accounts", options: { as: "accountsCsv" } });
    expect(asked.questions[0]).toMatchObject({ id: "application" });
    const unclear = await planOf(["Name,Email", "a,b@c.test"], into({ as: "accountsCsv" }));
    expect(unclear.questions[0]).toMatchObject({ id: "userName" });
    expect([asked.next, unclear.next]).toEqual([workspace, workspace]);
  });
});

describe("an application's SCIM users", () => {
  it("are read as its own server would, with its bindings and roles", async () => {
    const plan = await planOf(
      {
        Resources: [
          {
            schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
            id: "s1",
            externalId: "u-grace",
            userName: "grace",
            active: false,
            emails: [{ value: "grace@acme.test", type: "work" }],
            nickName: "G",
          },
          { id: "s2", userName: 7 },
        ],
      },
      { into: workspace, name: "wiki.json", options: { as: "accountsScim" } },
    );
    const accounts = plan.next.applications.find(({ id }) => id === "wiki")?.accounts ?? [];
    expect(accounts.at(-1)).toMatchObject({
      id: "s1",
      userName: "grace",
      active: false,
      attributes: { email: "grace@acme.test", externalId: "u-grace" },
      scim: { nickName: "G" },
      imported: { owner: "linked", why: "Found by the external id." },
    });
    expect(accounts.at(-1)?.written.email).toMatchObject({ writer: "scim", why: "Imported from wiki.json." });
    expect(linesOf(plan)[0]).toContain("refused · Resources[1] · `userName`");
  });
});

describe("Okta's application users", () => {
  it("are accounts and assignments by the ids of people", async () => {
    const plan = await planOf(
      [
        {
          id: "u-ada",
          externalId: "7",
          status: "PROVISIONED",
          scope: "USER",
          credentials: { userName: "ada" },
          profile: { email: "ada@acme.test", department: "Finance", shoe: 12 },
        },
        { id: "u-grace", externalId: "8", status: "DEPROVISIONED", scope: "GROUP", profile: { login: "grace" } },
        { id: "u-nobody", externalId: "9", status: "ODD", scope: "USER", profile: { login: "ghost" } },
      ],
      into(),
    );
    expect(plan.kind).toBe("oktaAppUsers");
    const { accounts, links, assignment } = portalOf(plan);
    expect(accounts.map(({ id, userName, active, imported }) => [id, userName, active, imported?.owner])).toEqual([
      ["7", "ada", true, "linked"],
      ["8", "grace", false, "linked"],
      ["9", "ghost", true, "unlinked"],
    ]);
    expect(Object.keys(links)).toEqual(["u-ada", "u-grace"]);
    expect(assignment).toEqual({ required: true, users: ["u-ada"], groups: [] });
    expect(linesOf(plan).map((line) => line.split(" · ").slice(0, 2).join(" · "))).toEqual([
      "notUnderstood · [1]",
      "notUnderstood · [2]",
      "adapted · assignments",
      "notUnderstood · profile.shoe",
      "adapted · [2]",
    ]);
  });
});

describe("Entra's app-role assignments", () => {
  const assignments = {
    value: [
      { id: "1", appRoleId: "finance", principalId: "u-ada", principalType: "User", principalDisplayName: "Ada" },
      { id: "2", appRoleId: "00000000-0000-0000-0000-000000000000", principalId: "g-finance", principalType: "Group" },
      { id: "3", appRoleId: "odd", principalId: "u-grace", principalType: "User" },
      { id: "4", appRoleId: "finance", principalId: "gone", principalType: "User", principalDisplayName: "Gone" },
    ],
  };

  it("assign people and groups, and grant the roles of accounts that are known", async () => {
    const accounts = await planOf(["Username", "ada.lovelace@acme.test"], into({ as: "accountsCsv" }));
    const plan = await planOf(assignments, { ...into(), into: accounts.next });
    expect(plan.kind).toBe("entraAppRoleAssignments");
    expect(plan.what).toBe("2 people and 1 group assigned to Portal from accounts");
    const roles = { users: { "u-ada": ["finance"], "u-grace": ["odd"] } };
    expect(portalOf(plan).assignment).toEqual({
      required: true,
      users: ["u-ada", "u-grace"],
      groups: ["g-finance"],
      roles,
    });
    expect(portalOf(plan).accounts[0]?.roles.map(({ role }) => role)).toEqual(["finance"]);
    expect(linesOf(plan)).toEqual([
      'adapted · value[0] · What the app role finance is, the file does not say: it is called Finance User here. It is sent as "finance".',
      "adapted · value[2] · What the app role odd is, the file does not say: it is called odd here. Its value is not in the file: nothing is sent of it until it has one.",
      "notUnderstood · value[3] · Neither a person nor a group here has this id; import them first.",
      "adapted · assignments · Everybody was assigned; from now on those are whom the file names.",
    ]);
  });

  it("come with the app roles of a service principal, and an import of them again changes nothing", async () => {
    const appRoles = [
      { id: "r-1", value: "Finance.Read", displayName: "Reads", description: "Reads reports", isEnabled: true },
      { id: "r-2", value: null, displayName: "msiam_access", isEnabled: false },
      { id: "", value: "x", displayName: "nothing" },
    ];
    const appRoleAssignedTo = [
      { id: "1", appRoleId: "r-1", principalId: "u-ada", principalType: "User" },
      { id: "2", appRoleId: "r-2", principalId: "u-ada", principalType: "User" },
      { id: "3", appRoleId: "r-1", principalId: "g-finance", principalType: "Group" },
    ];
    const file = { id: "sp", displayName: "Portal", appRoles, appRoleAssignedTo };
    const plan = await planOf(file, into());
    expect(plan.kind).toBe("entraAppRoleAssignments");
    const connection = plan.next.identityProviders[0]?.connections.find((each) => each.application === "portal");
    expect(connection?.appRoles).toEqual([
      { id: "r-1", value: "Finance.Read", displayName: "Reads", description: "Reads reports" },
      { id: "r-2", displayName: "msiam_access", enabled: false },
    ]);
    expect(portalOf(plan).assignment?.roles).toEqual({
      users: { "u-ada": ["r-1", "r-2"] },
      groups: { "g-finance": ["r-1"] },
    });
    expect(linesOf(plan)[0]).toBe("refused · appRoles[2] · An app role has an `id` and a `displayName`.");
    const again = await planOf(file, { ...into(), into: plan.next });
    expect(again.next).toEqual(plan.next);
  });
});
