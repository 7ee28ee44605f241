import { describe, expect, it } from "vitest";
import { buildTestWorkspace } from "../store/test-workspace.ts";
import { createTestPace } from "../test-pace.ts";
import { emptyWorkspace, IMPORTED_AT, linesOf, personIn, planOf } from "./test-import.ts";

describe("a list of people as CSV", () => {
  /** What one row of each product comes to. */
  const cases: readonly {
    readonly kind: string;
    readonly lines: readonly string[];
    readonly person: object;
    readonly carried?: readonly string[];
  }[] = [
    {
      kind: "entraUsersCsv",
      lines: [
        "userPrincipalName,displayName,id,accountEnabled,officeLocation,mobilePhone,postalCode,jobTitle",
        "ada@acme.test,Ada,o-1,False,London,+44 1,00123,",
      ],
      person: {
        id: "o-1",
        userName: "ada@acme.test",
        active: false,
        attributes: { displayName: "Ada", physicalDeliveryOfficeName: "London", mobile: "+44 1", postalCode: "00123" },
      },
      carried: ["displayName", "physicalDeliveryOfficeName", "mobile", "postalCode", "jobTitle"],
    },
    {
      kind: "entraUsersCsv",
      lines: [
        "userPrincipalName,objectId,physicalDeliveryOfficeName,mobile,extension_0123456789abcdef_badge",
        "ada@acme.test,o-1,London,+44 1,0042",
      ],
      person: {
        id: "o-1",
        attributes: { physicalDeliveryOfficeName: "London", mobile: "+44 1", extension_0123456789abcdef_badge: "0042" },
      },
    },
    {
      kind: "entraBulkTemplate",
      lines: [
        "version:v1.0",
        "Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,Office [physicalDeliveryOfficeName]",
        "Example: Chris Green,chris@contoso.com,myPassword1234,No,",
        "Ada,ada@acme.test,secret,Yes,London",
      ],
      person: {
        userName: "ada@acme.test",
        active: false,
        attributes: { displayName: "Ada", physicalDeliveryOfficeName: "London" },
      },
      carried: ["displayName", "physicalDeliveryOfficeName"],
    },
    {
      kind: "oktaUsersCsv",
      lines: ["login,firstName,lastName,email,costCenter,badge", 'ada@acme.test,Ada,Lovelace,ada@acme.test,,""'],
      person: {
        userName: "ada@acme.test",
        active: true,
        attributes: { firstName: "Ada", lastName: "Lovelace", email: "ada@acme.test", costCenter: "", badge: "" },
      },
    },
    {
      kind: "googleUsersCsv",
      lines: [
        "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required],Home Phone,Employee ID,Status [READ ONLY]",
        'Ada,Lovelace,ada@acme.test,****,/Staff,"1,2",007,Suspended',
      ],
      person: {
        userName: "ada@acme.test",
        active: false,
        attributes: {
          givenName: "Ada",
          familyName: "Lovelace",
          orgUnitPath: "/Staff",
          "Home Phone": ["1", "2"],
          employeeId: "007",
        },
      },
    },
    {
      kind: "adCsvde",
      lines: [
        "DN,objectClass,cn,sAMAccountName,userAccountControl,objectGUID,proxyAddresses,accountExpires,memberOf",
        '"CN=Ada,DC=acme,DC=test",user,Ada,ada,66050,X\'0102030405060708090a0b0c0d0e0f10\',SMTP:a@b.test;smtp:c@d.test,0,"CN=G\\;H,DC=x"',
      ],
      person: {
        id: "04030201-0605-0807-090a-0b0c0d0e0f10",
        userName: "ada",
        active: false,
        attributes: {
          distinguishedName: "CN=Ada,DC=acme,DC=test",
          objectClass: "user",
          cn: "Ada",
          sAMAccountName: "ada",
          userAccountControl: "66050",
          proxyAddresses: ["SMTP:a@b.test", "smtp:c@d.test"],
          accountExpires: "0",
          memberOf: "CN=G;H,DC=x",
        },
      },
    },
    {
      kind: "adPowerShellCsv",
      lines: [
        "#TYPE Microsoft.ActiveDirectory.Management.ADUser",
        '"SamAccountName","UserPrincipalName","DistinguishedName","ObjectGUID","Enabled","Surname","SID","PasswordLastSet","PasswordExpired","Password"',
        '"ada","ada@acme.test","CN=Ada,DC=acme","11111111-2222-3333-4444-555555555555","True","Lovelace","S-1-5-21","01/02/2024 03:04:05","False","secret"',
      ],
      person: {
        id: "11111111-2222-3333-4444-555555555555",
        userName: "ada@acme.test",
        active: true,
        attributes: {
          sAMAccountName: "ada",
          distinguishedName: "CN=Ada,DC=acme",
          sn: "Lovelace",
          objectSid: "S-1-5-21",
          PasswordLastSet: "01/02/2024 03:04:05",
          PasswordExpired: "False",
        },
      },
    },
    {
      kind: "hrCsv",
      lines: [
        "Employee #;Login;First Name;Last Name;Work Email;Job Title;Status;Hire Date;Badge colour",
        "0012;ada;Ada;Lovelace;ada@acme.test;Countess;Active;03/01/2020;red",
      ],
      person: {
        id: "ada",
        userName: "ada",
        active: true,
        attributes: {
          employeeId: "0012",
          givenName: "Ada",
          surname: "Lovelace",
          mail: "ada@acme.test",
          jobTitle: "Countess",
          startDate: "03/01/2020",
          "Badge colour": "red",
        },
      },
    },
  ];

  it.each(cases)("$kind: $lines.0", async ({ kind, lines, person, carried }) => {
    const plan = await planOf(lines, { name: "Users (May).csv" });
    expect(plan.kind).toBe(kind);
    expect(plan.what).toBe("1 person (1 new) from Users (May).csv");
    expect(plan.next.directory.users).toEqual([expect.objectContaining({ ...person, source: "import-users-may" })]);
    const [source] = plan.next.directory.sources ?? [];
    expect(source).toMatchObject({ id: "import-users-may", name: "Users (May).csv", importedAt: IMPORTED_AT });
    if (carried !== undefined) expect(source?.attributes).toEqual(carried);
    expect(plan.next.people).toBe("imported");
  });

  it("leaves the workspace that it was handed as it is", async () => {
    const into = emptyWorkspace();
    const before = structuredClone(into);
    await planOf(["userPrincipalName", "ada@acme.test"], { into });
    expect(into).toEqual(before);
  });

  it("says where it is, and can be given up", async () => {
    const rows = Array.from({ length: 20 }, (_, index) => `p${index}@acme.test`);
    const pace = createTestPace({ giveUpAfter: 5 });
    await expect(planOf(["userPrincipalName", ...rows], { pace })).rejects.toMatchObject({ code: "CANCELLED" });
    expect(pace.told().map(({ what }) => what)).toContain("people");
  });

  it("shows the columns with their first cells, and what each is taken for", async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `p${index}@acme.test,${index},x`);
    const { columns } = await planOf(["userPrincipalName,mobilePhone,", ...rows]);
    expect(columns?.columns.map(({ column, target, why }) => [column, target, why])).toEqual([
      ["userPrincipalName", "userName", "its heading says so"],
      ["mobilePhone", "mobile", "its heading says so"],
      ["", undefined, "it has no heading"],
    ]);
    expect(columns?.columns[1]?.sample).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
  });

  it("takes a column for what somebody says it is", async () => {
    const columns = { userName: "Mail", jobTitle: "What" };
    const plan = await planOf(["userPrincipalName,Mail,What", "x,ada@acme.test,Boss"], { options: { columns } });
    expect(personIn(plan, "ada@acme.test").attributes).toEqual({ jobTitle: "Boss" });
  });
});

describe("a column that somebody leaves out", () => {
  const lines = ["Login,Email,Mail,Badge", "ada,ada@acme.test,private@ada.test,4711"];

  it("is not taken, which the plan and the report say, and another column may be what it would have been", async () => {
    const plan = await planOf(lines, { options: { leaveOut: ["Email", "Badge"] } });
    expect(personIn(plan, "ada").attributes).toEqual({ mail: "private@ada.test" });
    expect(plan.next.directory.sources?.[0]?.attributes).toEqual(["mail"]);
    const left = plan.columns?.columns.filter(({ target }) => target === undefined);
    expect(left?.map(({ column, why }) => [column, why])).toEqual([
      ["Email", "as you said"],
      ["Badge", "as you said"],
    ]);
    expect(linesOf(plan)).toContain("adapted · line 1 · This column is left out: as you said.");
  });

  it("asks for the user name where that was its column", async () => {
    const { questions } = await planOf(lines, { options: { leaveOut: ["Login"] } });
    expect(questions.map(({ id }) => id)).toEqual(["userName"]);
  });

  it.each([
    [["Emial"], {}, "IMPORT_UNKNOWN_COLUMN", 'There is no column "Emial" to leave out. Did you mean "Email"?'],
    [["Email"], { mail: "Email" }, "IMPORT_COLUMN_TWICE", "both taken for mail and left out"],
  ])("has to be one that can be: %j with %j", async (leaveOut, columns, code, says) => {
    const planned = planOf(lines, { options: { leaveOut, columns } });
    await expect(planned).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
  });

  it("cannot be the one that nothing goes without", async () => {
    const planned = planOf(["userPrincipalName,mail", "a,b"], { options: { leaveOut: ["userPrincipalName"] } });
    await expect(planned).rejects.toMatchObject({
      code: "IMPORT_MISSING_COLUMN",
      message: "The column userPrincipalName is left out as you said, and nothing can be taken without it.",
    });
  });

  it("is no attribute of accounts either", async () => {
    const options = { as: "accountsCsv", application: "wiki", leaveOut: ["Email"] } as const;
    const plan = await planOf(["Username,Email", "zed,z@acme.test"], { into: buildTestWorkspace(), options });
    const account = plan.next.applications[0]?.accounts.find(({ userName }) => userName === "zed");
    expect(account?.attributes).toEqual({});
    expect(linesOf(plan)).toContain("adapted · line 1 · This column is left out: as you said.");
  });
});

describe("people who are here already", () => {
  const present = {
    id: "o-1",
    userName: "Ada@acme.test",
    active: true,
    attributes: { displayName: "Ada", jobTitle: "Boss", employeeId: "7" },
    groups: ["g"],
  };

  function withPresent(...sources: readonly string[]) {
    const workspace = emptyWorkspace();
    const source = sources.length === 0 ? {} : { source: "import-old" };
    return {
      ...workspace,
      directory: {
        users: [{ ...present, ...source }],
        groups: [{ id: "g", name: "G" }],
        ...(sources.length === 0
          ? {}
          : {
              sources: [
                { id: "import-old", name: "old.csv", importedAt: IMPORTED_AT, attributes: [...sources], groups: false },
              ],
            }),
      },
    };
  }

  it("are found by their ids, then by their user names; what the file carries counts, and the rest stays", async () => {
    const lines = ["id,userPrincipalName,displayName,jobTitle", "o-1,ada.new@acme.test,Ada L,"];
    const byId = await planOf(lines, { into: withPresent() });
    expect(byId.next.directory.users).toEqual([
      { ...present, userName: "ada.new@acme.test", attributes: { displayName: "Ada L", employeeId: "7" } },
    ]);
    const byName = await planOf(["userPrincipalName,jobTitle", "ADA@acme.test,Queen"], { into: withPresent() });
    expect(byName.next.directory.users[0]).toMatchObject({ id: "o-1", attributes: { jobTitle: "Queen" } });
    expect(byName.what).toContain("1 changed");
  });

  it("are the very same where nothing differs, and so is the workspace", async () => {
    const into = withPresent();
    const plan = await planOf(["userPrincipalName,displayName", "Ada@acme.test,Ada"], { into });
    expect(plan.next).toBe(into);
    expect(plan.what).toBe("1 person (1 unchanged) from test");
  });

  it("stay known where they were made here, and are known by both files where they came from another", async () => {
    const lines = ["userPrincipalName,displayName,city", "Ada@acme.test,Ada L,London"];
    expect(personIn(await planOf(lines, { into: withPresent() }), "Ada@acme.test").source).toBeUndefined();
    const { directory } = (await planOf(lines, { into: withPresent("displayName", "jobTitle"), name: "new.csv" })).next;
    expect(directory.sources).toEqual([
      {
        id: "import-new",
        name: "old.csv, new.csv",
        importedAt: IMPORTED_AT,
        attributes: ["displayName", "jobTitle", "city"],
        groups: false,
      },
    ]);
    expect(directory.users[0]?.source).toBe("import-new");
  });

  it("are imported twice to the same", async () => {
    const lines = ["userPrincipalName,displayName,mobile", "b@acme.test,B,1", "c@acme.test,C,"];
    const once = await planOf(lines, { into: withPresent() });
    expect((await planOf(lines, { into: once.next })).next).toBe(once.next);
  });
});

describe("managers", () => {
  it("are people of the file or of the directory, by what the file calls them; else they stay as text", async () => {
    const plan = await planOf([
      "Login;Employee ID;First Name;Last Name;Reports To",
      "ada;1;Ada;Lovelace;",
      "bob;2;Bob;Bow;Ada Lovelace",
      "cy;3;Cy;Sy;Bob Bow",
      "di;4;Di;Di;Nobody",
      "ed;5;Bob;Bow;Bob Bow",
    ]);
    const managers = plan.next.directory.users.map(({ userName, attributes }) => [userName, attributes.manager]);
    expect(managers).toEqual([
      ["ada", undefined],
      ["bob", "ada"],
      ["cy", "Bob Bow"],
      ["di", "Nobody"],
      ["ed", "Bob Bow"],
    ]);
    expect(linesOf(plan)).toEqual(
      expect.arrayContaining([
        'adapted · line 4 · The manager "Bob Bow" is the name of 2 people, and stays as text.',
        'adapted · line 5 · The manager "Nobody" is neither in the file nor here, and stays as text.',
      ]),
    );
  });
});

describe("a list without a column for the user name", () => {
  it("asks which it is, the likeliest first, and takes nobody until then", async () => {
    const into = emptyWorkspace();
    const lines = ["Name,Badge,Work Email", "Ada,7,ada@acme.test"];
    const plan = await planOf(lines, { into });
    expect(plan.next).toBe(into);
    expect(plan.questions[0]).toMatchObject({ id: "userName", place: "line 1" });
    expect(plan.questions[0]?.choices.map(({ id }) => id)).toEqual(["Work Email", "Name", "Badge"]);
    const answered = await planOf(lines, { into, options: { answers: { userName: "Work Email" } } });
    expect(personIn(answered, "ada@acme.test").attributes).toEqual({
      displayName: "Ada",
      Badge: "7",
      mail: "ada@acme.test",
    });
  });
});

describe("Active Directory", () => {
  const header = "DN,objectClass,sAMAccountName,userAccountControl,accountExpires,member,memberOf,manager";

  it("keeps groups among the people, and names managers and members by their distinguished names", async () => {
    const plan = await planOf([
      header,
      'CN=Ada,user,ada,512,9223372036854775807,,CN=Fin,"CN=Bob"',
      "CN=Bob,user,bob,512,,,,CN=Gone",
      "CN=Fin,group,fin,,,CN=Bob,,",
      "CN=PC,computer,pc$,512,,,,",
    ]);
    const { users, groups, sources } = plan.next.directory;
    expect(groups).toEqual([{ id: "Fin", name: "Fin", onPremises: { samAccountName: "fin" } }]);
    expect(users.map(({ userName, groups: own, attributes }) => [userName, own, attributes.manager])).toEqual([
      ["ada", ["Fin"], "bob"],
      ["bob", ["Fin"], "CN=Gone"],
    ]);
    expect(sources?.[0]).toMatchObject({ groups: true });
    expect(linesOf(plan)).toContain(
      "notUnderstood · line 5 · It is no person and no group, but computer, and is left out.",
    );
  });

  it("takes no name of a type for a value, which Export-Csv writes for lists, and says what to do", async () => {
    const collection = "Microsoft.ActiveDirectory.Management.ADPropertyValueCollection";
    const plan = await planOf([
      '"SamAccountName","DistinguishedName","proxyAddresses","userCertificate","Title"',
      `"ada","CN=Ada,DC=acme","${collection}","System.Byte[]","Countess"`,
      `"bob","CN=Bob,DC=acme","${collection}","",""`,
    ]);
    expect(plan.kind).toBe("adPowerShellCsv");
    const { attributes } = personIn(plan, "ada");
    expect(attributes).toEqual({ sAMAccountName: "ada", distinguishedName: "CN=Ada,DC=acme", title: "Countess" });
    expect(plan.next.directory.sources?.at(-1)?.attributes).not.toContain("proxyAddresses");
    expect(linesOf(plan)).toContainEqual(
      'notUnderstood · line 2 · PowerShell wrote the type of its values, not the values. Export it as @{n="proxyAddresses";e={$_.proxyAddresses -join ";"}}.',
    );
  });

  it.each([
    ["512", "0", true],
    ["514", "0", false],
    ["66050", "0", false],
    ["66048", "9223372036854775807", true],
    ["512", "133500000000000000", false],
    ["512", "143500000000000000", true],
  ])("lets in by userAccountControl %s and accountExpires %s: %s", async (control, expires, active) => {
    const plan = await planOf([header, `CN=Ada,user,ada,${control},${expires},,,`]);
    expect(personIn(plan, "ada").active).toBe(active);
  });

  const SID = "S-1-5-21-1004336348-1177238915-682003330-512";
  const bytes = Buffer.from("010500000000000515000000dcf4dc3b833d2b46828ba62800020000", "hex");
  const dn = "CN=Fin,OU=Groups,DC=corp,DC=acme,DC=test";

  it.each([
    ["csvde", ["DN,objectClass,sAMAccountName,objectSid", `"${dn}",group,fin,X'${bytes.toString("hex")}'`]],
    ["LDIF", [`dn: ${dn}`, "objectClass: group", "samaccountname: fin", `objectSID:: ${bytes.toString("base64")}`, ""]],
  ])("says what its groups are called in the domain, in %s", async (_, lines) => {
    const { groups } = (await planOf(lines)).next.directory;
    expect(groups).toEqual([
      expect.objectContaining({ onPremises: { samAccountName: "fin", dnsName: "corp.acme.test", sid: SID } }),
    ]);
  });

  it("takes no bytes for a security identifier that are none", async () => {
    const { groups } = (
      await planOf(["DN,objectClass,sAMAccountName,objectSid", "CN=Fin,group,fin,X'0105aabbccddeeff'"])
    ).next.directory;
    expect(groups[0]?.onPremises).toEqual({ samAccountName: "fin" });
  });

  it("is the same as LDIF", async () => {
    const plan = await planOf([
      "# exported",
      "dn: CN=Ada,DC=acme,DC=test",
      "objectClass: top",
      "objectClass: user",
      "sAMAccountName: ada",
      "displayName:: w4RkYQ==",
      "objectGUID:: AQIDBAUGBwgJCgsMDQ4PEA==",
      "userAccountControl: 514",
      "manager: CN=Bob,DC=acme,",
      " DC=test",
      "memberOf: CN=Far,DC=x",
      "",
      "dn: CN=Bob,DC=acme,DC=test",
      "objectClass: user",
      "userPrincipalName: bob@acme.test",
      "",
      "dn: CN=Fin,DC=acme,DC=test",
      "objectClass: group",
      "cn: Fin",
      "member: CN=Ada,DC=acme,DC=test",
      "",
      "dn: OU=Staff,DC=acme,DC=test",
      "objectClass: organizationalUnit",
    ]);
    const [ada, bob] = plan.next.directory.users;
    expect(plan.kind).toBe("adLdif");
    expect(ada).toMatchObject({
      id: "04030201-0605-0807-090a-0b0c0d0e0f10",
      userName: "ada",
      active: false,
      groups: ["Fin"],
      attributes: { displayName: "Äda", manager: bob?.id, memberOf: "CN=Far,DC=x", objectClass: ["top", "user"] },
    });
    expect(bob).toMatchObject({ id: "bob@acme.test", userName: "bob@acme.test", groups: [] });
  });
});
