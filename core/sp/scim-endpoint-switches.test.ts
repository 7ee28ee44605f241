import { describe, expect, it } from "vitest";
import { type ScimBehaviour, type ScimRoles, scimBehaviourSchema } from "../scim/settings.ts";
import { BULK, createTestScim, ENTERPRISE, PATCH, type TestScim, USER } from "./test-scim.ts";

/** A switch, and what a client finds with it and without it. */
interface SwitchCase {
  readonly behaviour: ScimBehaviour;
  readonly what: string;
  /** Where roles come from; absent: from groups. */
  readonly roles?: ScimRoles;
  readonly ask: (scim: TestScim, ada: string) => unknown;
  readonly withIt: unknown;
  readonly withoutIt: unknown;
}

/** The status, and the `scimType` where there is one. */
function verdict({ status, body }: ReturnType<TestScim["send"]>): unknown {
  return body.scimType === undefined ? status : `${status} ${String(body.scimType)}`;
}

/** Sends operations to the user, and tells what came of it: the verdict, and a member afterwards. */
function patched(member: string, ...operations: readonly Readonly<Record<string, unknown>>[]) {
  return (scim: TestScim, ada: string): unknown => [
    verdict(scim.patch(`/Users/${ada}`, ...operations)),
    scim.send("GET", `/Users/${ada}`).body[member],
  ];
}

function search(scim: TestScim, filter: string) {
  return scim.send("GET", `/Users?filter=${encodeURIComponent(filter)}`);
}

const emails = [{ type: "work", value: "ada@acme.test" }];
const enterprise = { department: "Engines" };

const CASES: readonly SwitchCase[] = [
  {
    behaviour: { patchAnswer: "noContent" },
    what: "a PATCH is answered without the resource",
    ask: (scim, ada) => verdict(scim.patch(`/Users/${ada}`, { op: "add", path: "title", value: "x" })),
    withIt: 204,
    withoutIt: 200,
  },
  {
    behaviour: { lenientBooleans: true },
    what: 'Entra deactivates with "False" (F29)',
    ask: patched("active", { op: "replace", path: "active", value: "False" }),
    withIt: [200, false],
    withoutIt: ["400 invalidValue", true],
  },
  {
    behaviour: { lenientBooleans: true },
    what: 'a user is made with "True" (F29)',
    ask: (scim) => verdict(scim.send("POST", "/Users", { schemas: [USER], userName: "b", active: "True" })),
    withIt: 201,
    withoutIt: "400 invalidValue",
  },
  {
    behaviour: { lenientBooleans: true },
    what: 'a search asks for "True" (F29)',
    ask: (scim) => verdict(search(scim, 'active eq "True"')),
    withIt: 200,
    withoutIt: "400 invalidFilter",
  },
  {
    behaviour: { lenientBooleans: true },
    what: 'a path asks for "True" (F29)',
    ask: (scim, ada) =>
      verdict(scim.patch(`/Users/${ada}`, { op: "add", path: 'emails[primary eq "False"].value', value: "x" })),
    withIt: "400 noTarget",
    withoutIt: "400 invalidPath",
  },
  {
    behaviour: { lenientOperations: true },
    what: "an operation is written with a capital (F29)",
    ask: patched("title", { op: "Add", path: "title", value: "x" }),
    withIt: [200, "x"],
    withoutIt: ["400 invalidSyntax", undefined],
  },
  {
    behaviour: { lenientManager: true },
    what: "a manager comes as bare text (F18)",
    ask: patched(ENTERPRISE, { op: "add", path: `${ENTERPRISE}:manager`, value: "b-1" }),
    withIt: [200, { ...enterprise, manager: { value: "b-1" } }],
    withoutIt: ["400 invalidValue", enterprise],
  },
  {
    behaviour: { lenientRoles: true },
    what: "an app role comes as JSON in a text (F19)",
    roles: { from: "roles" },
    ask: patched("roles", {
      op: "add",
      path: "roles",
      value: [{ value: '{"id":"7f1c","value":"admin","displayName":"Administrator"}' }],
    }),
    withIt: [200, [{ value: "admin", display: "Admin" }]],
    withoutIt: [200, [{ value: '{"id":"7f1c","value":"admin","displayName":"Administrator"}' }]],
  },
  {
    behaviour: { refusesReactivation: true },
    what: "whoever was deactivated is never activated again (F37)",
    ask: (scim, ada) => {
      const set = (active: boolean) => scim.patch(`/Users/${ada}`, { op: "replace", path: "active", value: active });
      return [verdict(set(false)), verdict(set(false)), verdict(set(true)), scim.accounts()[0]?.active];
    },
    withIt: [200, 200, "400 mutability", false],
    withoutIt: [200, 200, 200, true],
  },
  {
    behaviour: { lenientDottedNames: true },
    what: "a value without path has names with dots (F31)",
    ask: patched("name", { op: "replace", value: { "name.givenName": "Ada" } }),
    withIt: [200, { givenName: "Ada" }],
    withoutIt: ["400 invalidValue", undefined],
  },
  {
    behaviour: { emptyClears: true },
    what: "a value is cleared with an empty text (F18)",
    ask: patched(ENTERPRISE, { op: "replace", path: `${ENTERPRISE}:department`, value: "" }),
    withIt: [200, undefined],
    withoutIt: [200, { department: "" }],
  },
  {
    behaviour: { emptyClears: true },
    what: "a manager is cleared with an empty text (F18)",
    ask: (scim, ada) =>
      verdict(scim.patch(`/Users/${ada}`, { op: "replace", path: `${ENTERPRISE}:manager`, value: "" })),
    withIt: 200,
    withoutIt: "400 invalidValue",
  },
  {
    behaviour: { removesMembersByValue: true },
    what: "one member is removed by value, and the others stay (F25)",
    ask: (scim, ada) => {
      const group = scim.group("All", [ada, scim.user("bob")]);
      const answer = scim.patch(`/Groups/${group}`, { op: "remove", path: "members", value: [{ value: ada }] });
      return [verdict(answer), scim.groups()[0]?.members.length];
    },
    withIt: [200, 1],
    withoutIt: [200, 0],
  },
  {
    behaviour: { createsMissingElement: true },
    what: "the element that a path names is made where there is none (F30)",
    ask: patched("emails", { op: "replace", path: 'emails[type eq "home"].value', value: "h@x" }),
    withIt: [200, [...emails, { type: "home", value: "h@x" }]],
    withoutIt: ["400 noTarget", emails],
  },
  {
    behaviour: { deletion: "soft" },
    what: "a deleted user is deactivated, and its name stays taken (F36)",
    ask: (scim, ada) => [
      verdict(scim.send("DELETE", `/Users/${ada}`)),
      verdict(scim.send("GET", `/Users/${ada}`)),
      scim.accounts()[0]?.active,
      verdict(scim.send("POST", "/Users", { schemas: [USER], userName: "ada" })),
    ],
    withIt: [204, 200, false, "409 uniqueness"],
    withoutIt: [204, 404, undefined, 201],
  },
  {
    behaviour: { hidesInactive: true },
    what: "a search passes over who is deactivated, so that a client makes them again (F36)",
    ask: (scim, ada) => {
      scim.patch(`/Users/${ada}`, { op: "replace", path: "active", value: false });
      return [
        search(scim, 'userName eq "ada"').body.totalResults,
        scim.send("GET", "/Users").body.totalResults,
        verdict(scim.send("GET", `/Users/${ada}`)),
        verdict(scim.send("POST", "/Users", { schemas: [USER], userName: "ada" })),
      ];
    },
    withIt: [0, 0, 200, "409 uniqueness"],
    withoutIt: [1, 1, 200, "409 uniqueness"],
  },
  {
    behaviour: { putKeepsOmitted: true },
    what: "a PUT leaves what it omits (F32)",
    ask: (scim, ada) => {
      const { body } = scim.send("PUT", `/Users/${ada}`, { schemas: [USER], userName: "ada" });
      return [body.emails, body[ENTERPRISE]];
    },
    withIt: [emails, enterprise],
    withoutIt: [undefined, undefined],
  },
  {
    behaviour: { userNameCaseExact: true },
    what: "user names that differ by case are two, so that there are two accounts (F07)",
    ask: (scim) => [
      search(scim, 'userName eq "ADA"').body.totalResults,
      verdict(scim.send("POST", "/Users", { schemas: [USER], userName: "ADA" })),
      verdict(scim.send("POST", "/Users", { schemas: [USER], userName: "ada" })),
    ],
    withIt: [0, 201, "409 uniqueness"],
    withoutIt: [1, "409 uniqueness", "409 uniqueness"],
  },
  {
    behaviour: { plainConflicts: true },
    what: "a conflict is told without saying which kind (F08)",
    ask: (scim) => verdict(scim.send("POST", "/Users", { schemas: [USER], userName: "ada" })),
    withIt: 409,
    withoutIt: "409 uniqueness",
  },
  {
    behaviour: { maxResults: 1 },
    what: "a page holds few, so that a client that reads one page misses the others (F10)",
    ask: (scim) => {
      scim.user("bob");
      const { totalResults, itemsPerPage } = scim.send("GET", "/Users").body;
      return [totalResults, itemsPerPage, search(scim, "userName pr").body.itemsPerPage];
    },
    withIt: [2, 1, 1],
    withoutIt: [2, 2, 2],
  },
  {
    behaviour: { requestsPerMinute: 3 },
    what: "more requests within a minute are put off (F42)",
    ask: (scim) => {
      scim.clock.now += 60_000;
      const statuses = [1, 2, 3, 4].map(() => scim.send("GET", "/Users").status);
      scim.clock.now += 15_500;
      const { headers } = scim.send("GET", "/Users");
      scim.clock.now += 44_500;
      return [statuses, headers["retry-after"], scim.send("GET", "/Users").status];
    },
    withIt: [[200, 200, 200, 429], "45", 200],
    withoutIt: [[200, 200, 200, 200], undefined, 200],
  },
  {
    behaviour: { filterOperators: ["eq", "and"] },
    what: "only some operators are understood, so that a client cannot ask more finely (F30)",
    ask: (scim) => [
      verdict(search(scim, 'userName eq "ada" and active eq true')),
      verdict(search(scim, 'userName sw "a"')),
      verdict(search(scim, 'not (userName eq "a")')),
      verdict(search(scim, 'emails[type eq "work" or type pr]')),
      verdict(scim.send("GET", "/Users")),
    ],
    withIt: [200, "400 invalidFilter", "400 invalidFilter", "400 invalidFilter", 200],
    withoutIt: [200, 200, 200, 200, 200],
  },
  {
    behaviour: { noBulk: true },
    what: "there is no bulk request",
    ask: (scim) => verdict(scim.send("POST", "/Bulk", { schemas: [BULK], Operations: [] })),
    withIt: 501,
    withoutIt: 200,
  },
];

function ask({ behaviour, roles, ask: question }: SwitchCase, isOn: boolean): unknown {
  const given = roles === undefined ? {} : { roles };
  const scim = createTestScim({ ...given, behaviour: isOn ? behaviour : {} });
  return question(scim, scim.user("ada", { emails, [ENTERPRISE]: enterprise }));
}

describe("how real servers differ", () => {
  it.each(CASES)("$behaviour: $what", (each) => {
    expect(ask(each, true)).toEqual(each.withIt);
    expect(ask(each, false)).toEqual(each.withoutIt);
    expect(each.withIt).not.toEqual(each.withoutIt);
  });

  it("has a case for every switch", () => {
    const covered = new Set(CASES.flatMap(({ behaviour }) => Object.keys(behaviour)));
    expect([...covered].toSorted()).toEqual(Object.keys(scimBehaviourSchema.shape).toSorted());
  });

  it("may count backwards: a clock that is put back begins another minute", () => {
    const scim = createTestScim({ behaviour: { requestsPerMinute: 1 } });
    expect([1, 2].map(() => scim.send("GET", "/Users").status)).toEqual([200, 429]);
    scim.clock.now -= 3_600_000;
    expect(scim.send("GET", "/Users").status).toBe(200);
  });

  it("a refused token counts for nothing", () => {
    const scim = createTestScim({ behaviour: { requestsPerMinute: 1 } });
    for (const _ of [1, 2, 3]) scim.send("GET", "/Users", undefined, { authorization: "Bearer wrong" });
    expect(scim.send("GET", "/Users").status).toBe(200);
  });

  it("a bulk request has every switch too", () => {
    const scim = createTestScim({ behaviour: { lenientBooleans: true, lenientOperations: true } });
    const ada = scim.user("ada");
    const Operations = [{ op: "Replace", path: "active", value: "False" }];
    const operation = { method: "PATCH", path: `/Users/${ada}`, data: { schemas: [PATCH], Operations } };
    const { body } = scim.send("POST", "/Bulk", { schemas: [BULK], Operations: [operation] });
    expect(body.Operations).toMatchObject([{ status: "200" }]);
    expect(scim.accounts()[0]?.active).toBe(false);
  });
});
