import { describe, expect, it } from "vitest";
import { emptyWorkspace, linesOf, personIn, planOf } from "./test-import.ts";

const USER_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

describe("users of Microsoft Graph", () => {
  const ada = {
    id: "o-1",
    userPrincipalName: "ada@acme.test",
    accountEnabled: false,
    displayName: "Ada",
    jobTitle: null,
    businessPhones: ["+44 1", "+44 2"],
    mobilePhone: "+44 3",
    officeLocation: "London",
    faxNumber: "+44 4",
    proxyAddresses: ["SMTP:ada@acme.test"],
    onPremisesExtensionAttributes: { extensionAttribute1: "x", extensionAttribute2: null },
    extension_0123456789abcdef_badge: 42,
    manager: { id: "o-2" },
    assignedLicenses: [{ skuId: "1" }],
  };

  it("get the names of expressions; null is nothing; managers are ids", async () => {
    const bob = { id: "o-2", userPrincipalName: "bob@acme.test", manager: { id: "o-9" } };
    const plan = await planOf({ "@odata.context": "x", value: [ada, bob] });
    expect(plan.kind).toBe("graphUsers");
    expect(personIn(plan, "ada@acme.test")).toMatchObject({
      id: "o-1",
      active: false,
      attributes: {
        displayName: "Ada",
        telephoneNumber: "+44 1",
        mobile: "+44 3",
        physicalDeliveryOfficeName: "London",
        facsimileTelephoneNumber: "+44 4",
        proxyAddresses: ["SMTP:ada@acme.test"],
        extensionAttribute1: "x",
        extension_0123456789abcdef_badge: 42,
        manager: "o-2",
      },
    });
    expect(personIn(plan, "bob@acme.test").attributes).toEqual({ manager: "o-9" });
    const [source] = plan.next.directory.sources ?? [];
    expect(source?.attributes).toEqual(expect.arrayContaining(["jobTitle", "extensionAttribute2", "manager"]));
    expect(source?.attributes).not.toContain("employeeId");
    expect(linesOf(plan)).toEqual([
      "notUnderstood · assignedLicenses · It has no place here, and is left out of everybody.",
      'adapted · value[1] · The manager "o-9" is neither in the file nor here, and stays as text.',
    ]);
  });

  it("may be a bare list, one alone, or one page of several", async () => {
    expect((await planOf([ada])).next.directory.users).toHaveLength(1);
    expect((await planOf(ada)).next.directory.users).toHaveLength(1);
    const page = await planOf({ value: [ada], "@odata.nextLink": "https://graph.microsoft.com/next" });
    expect(linesOf(page)[0]).toContain("one page of several");
  });

  it("are refused where they have no name, or are no users", async () => {
    const plan = await planOf({ value: [ada, { id: "o-3", displayName: "Cy" }, 4, { ...ada }] });
    expect(linesOf(plan)).toEqual([
      "refused · value[2] · This is no object.",
      "refused · value[1] · It has no userPrincipalName.",
      "notUnderstood · assignedLicenses · It has no place here, and is left out of everybody.",
      "refused · value[3] · The same user name stands in value[0] already.",
      'adapted · value[0] · The manager "o-2" is neither in the file nor here, and stays as text.',
    ]);
  });
});

describe("users of Okta", () => {
  const user = (status: string, profile: object = {}) => ({
    id: `00u-${status}`,
    status,
    profile: { login: `${status}@acme.test`, email: "a@acme.test", ...profile },
    credentials: {},
  });

  it.each([
    ["ACTIVE", true, undefined],
    ["STAGED", false, undefined],
    ["PROVISIONED", true, undefined],
    ["RECOVERY", true, undefined],
    ["PASSWORD_EXPIRED", true, undefined],
    ["LOCKED_OUT", true, undefined],
    ["SUSPENDED", true, true],
    ["DEPROVISIONED", false, undefined],
  ])("in the status %s are active: %s, suspended: %s", async (status, active, suspended) => {
    const plan = await planOf([user(status)]);
    expect(plan.kind).toBe("oktaUsers");
    const [person] = plan.next.directory.users;
    expect([person?.active, person?.suspended, person?.attributes.status]).toEqual([active, suspended, status]);
  });

  it("keep Okta's names, null, and lists", async () => {
    const plan = await planOf([user("ACTIVE", { firstName: "Ada", costCenter: null, badges: ["a", "b"], n: 7 })]);
    expect(plan.next.directory.users[0]?.attributes).toEqual({
      email: "a@acme.test",
      firstName: "Ada",
      costCenter: null,
      badges: ["a", "b"],
      n: 7,
      status: "ACTIVE",
    });
  });
});

describe("users of SCIM", () => {
  const list = (...resources: readonly object[]) => ({
    schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
    totalResults: resources.length,
    Resources: resources,
  });
  const ada = {
    schemas: [USER_SCHEMA, ENTERPRISE],
    id: "1",
    userName: "ada",
    active: "True",
    name: { givenName: "Ada", familyName: "Lovelace" },
    emails: [
      { value: "home@acme.test", type: "home" },
      { value: "ada@acme.test", type: "work", primary: true },
    ],
    phoneNumbers: [{ value: "1", type: "mobile" }],
    title: "Countess",
    nickName: "A",
    timezone: "Europe/London",
    shoeSize: 40,
    [ENTERPRISE]: { employeeNumber: "007", manager: { value: "2" } },
    "urn:acme:1.0:User": { badge: "red", floors: [1, 2], odd: { deep: true } },
  };

  it("get Entra's names where RFC 7643 has a place, and keep the others", async () => {
    const plan = await planOf(list(ada, { schemas: [USER_SCHEMA], id: "2", userName: "bob" }));
    expect(plan.kind).toBe("scimUsers");
    expect(personIn(plan, "ada")).toMatchObject({
      id: "1",
      active: true,
      attributes: {
        givenName: "Ada",
        surname: "Lovelace",
        mail: "ada@acme.test",
        mobile: "1",
        jobTitle: "Countess",
        nickName: "A",
        timezone: "Europe/London",
        employeeId: "007",
        manager: "2",
        badge: "red",
        floors: [1, 2],
      },
    });
    expect(linesOf(plan).map((line) => line.split(" · ")[1])).toEqual(["shoeSize", "emails", "odd"]);
  });

  it("are refused for what RFC 7643 does not allow, with the place", async () => {
    const plan = await planOf(list(ada, { schemas: [USER_SCHEMA], id: "3" }, { ...ada, userName: 7, id: "4" }));
    expect(linesOf(plan).filter((line) => line.startsWith("refused"))).toEqual([
      expect.stringContaining("refused · Resources[1] · A User needs `userName`"),
      expect.stringContaining("refused · Resources[2] · `userName`"),
    ]);
  });

  it("may be nobody at all, or one page", async () => {
    const into = emptyWorkspace();
    expect((await planOf(list(), { into })).next).toBe(into);
    const page = await planOf({ ...list(ada), totalResults: 12 });
    expect(linesOf(page)[0]).toContain("This is one page: 1 of 12.");
  });
});

describe("groups", () => {
  const people = async () =>
    (await planOf(["id,userPrincipalName,mail", "u1,ada@acme.test,a@x.test", "u2,bob@acme.test,"])).next;

  const cases: readonly {
    readonly kind: string;
    readonly content: object | readonly string[];
    readonly groups: readonly object[];
    readonly members: readonly (readonly string[])[];
  }[] = [
    {
      kind: "graphGroups",
      content: {
        value: [{ id: "g1", displayName: "All", description: "D", securityEnabled: true, members: [{ id: "u2" }] }],
      },
      groups: [{ id: "g1", name: "All", description: "D" }],
      members: [[], ["g1"]],
    },
    {
      kind: "graphGroups",
      content: {
        value: [
          {
            id: "g1",
            displayName: "All",
            securityEnabled: true,
            onPremisesSamAccountName: "all",
            onPremisesNetBiosName: "ACME",
            onPremisesDomainName: "acme.test",
            onPremisesSecurityIdentifier: "S-1-5-21-1",
          },
          { id: "g2", displayName: "Cloud", securityEnabled: true, onPremisesSamAccountName: null },
        ],
      },
      groups: [
        {
          id: "g1",
          name: "All",
          onPremises: { samAccountName: "all", netbiosName: "ACME", dnsName: "acme.test", sid: "S-1-5-21-1" },
        },
        { id: "g2", name: "Cloud" },
      ],
      members: [[], []],
    },
    {
      kind: "oktaGroups",
      content: [{ id: "00g1", type: "OKTA_GROUP", profile: { name: "Everyone", description: null } }],
      groups: [{ id: "00g1", name: "Everyone" }],
      members: [[], []],
    },
    {
      kind: "scimGroups",
      content: {
        Resources: [
          {
            schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
            id: "g1",
            displayName: "All",
            members: [{ value: "u1" }, { value: "g2", type: "Group" }, { value: "u9" }],
          },
        ],
      },
      groups: [{ id: "g1", name: "All" }],
      members: [["g1"], []],
    },
    {
      kind: "entraGroupsCsv",
      content: ["id,displayName,groupType,membershipType", "g1,All,Security,Assigned"],
      groups: [{ id: "g1", name: "All" }],
      members: [[], []],
    },
    {
      kind: "googleGroupMembersCsv",
      content: [
        "Group Email [Required],Member Email,Member Type,Member Role",
        "all@acme.test,ada@acme.test,USER,MEMBER",
        "all@acme.test,A@X.test,USER,OWNER",
        "all@acme.test,sub@acme.test,GROUP,MEMBER",
        "ops@acme.test,ada@acme.test,USER,MEMBER",
      ],
      groups: [
        { id: "all@acme.test", name: "all@acme.test" },
        { id: "ops@acme.test", name: "ops@acme.test" },
      ],
      members: [["all@acme.test", "ops@acme.test"], []],
    },
  ];

  it("keep what a file does not say of them, and are the same where nothing differs", async () => {
    const group = { id: "g1", displayName: "All", securityEnabled: true };
    const first = await planOf({
      value: [{ ...group, onPremisesSamAccountName: "all", onPremisesNetBiosName: "ACME" }],
    });
    const second = await planOf({ value: [group] }, { into: first.next });
    expect(second.next).toBe(first.next);
    const third = await planOf({ value: [{ ...group, onPremisesSamAccountName: "everybody" }] }, { into: first.next });
    expect(third.next.directory.groups[0]?.onPremises).toEqual({ samAccountName: "everybody", netbiosName: "ACME" });
  });

  it.each(cases)("$kind", async ({ kind, content, groups, members }) => {
    const into = await people();
    const plan = await planOf(content, { into });
    expect(plan.kind).toBe(kind);
    expect(plan.next.directory.groups).toEqual(groups);
    expect(plan.next.directory.users.map((user) => user.groups)).toEqual(members);
    expect((await planOf(content, { into: plan.next })).next).toBe(plan.next);
  });

  it("whose members a file lists are asked for, since the file does not name them", async () => {
    const into = (await planOf(cases[0]?.content ?? [], { into: await people() })).next;
    const lines = [
      "id,userPrincipalName,displayName,objectType,userType,isUser,isGroup,isGuest",
      "u1,ada@acme.test,Ada,User,Member,True,False,False",
      "g9,,Sub,Group,,False,True,False",
      "u9,cy@acme.test,Cy,User,Member,True,False,False",
    ];
    const asked = await planOf(lines, { into });
    expect(asked.questions[0]).toMatchObject({ id: "group", choices: [{ id: "g1", text: "All" }] });
    expect(asked.next).toBe(into);
    const plan = await planOf(lines, { into, options: { answers: { group: "g1" } } });
    expect(personIn(plan, "ada@acme.test").groups).toEqual(["g1"]);
    expect(linesOf(plan)).toEqual([
      "notUnderstood · line 3 · A group in a group is left out: membership here is direct.",
      "notUnderstood · line 4 · Nobody in the directory is called so; import the people first.",
    ]);
  });
});
