import { beforeAll, describe, expect, it } from "vitest";
import { createTestScim, ENTERPRISE, OWN, SEARCH, type TestAnswer, type TestScim } from "./test-scim.ts";

const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** Five users (b comes before A when case counts), and two groups. */
function createPeople(): TestScim {
  const scim = createTestScim();
  const ids = ["bob", "Ada", "cyd", "dan", "éve"].map((name, index) => {
    scim.clock.now += 60_000;
    return scim.user(name, {
      externalId: `X-${index}`,
      displayName: name.toUpperCase(),
      active: index !== 3,
      emails: [
        { type: "work", value: `${name}@acme.test` },
        { type: "home", value: `${name}@home.test`, primary: index === 0 },
      ],
      ...(index < 2 ? { title: index === 0 ? "Boss" : "boss" } : {}),
      [ENTERPRISE]: { department: index % 2 === 0 ? "Sales" : "Engines", manager: { value: "m-1" } },
      [OWN]: { skills: index === 4 ? ["sums", "prose"] : ["sums"] },
    });
  });
  scim.group("Sales", ids.slice(0, 2));
  scim.group("Ada");
  return scim;
}

function namesIn({ body }: TestAnswer): readonly unknown[] {
  const resources = (body.Resources ?? []) as readonly Readonly<Record<string, unknown>>[];
  return resources.map(({ userName, displayName }) => userName ?? `group ${String(displayName)}`);
}

function get(scim: TestScim, path: string, query: Readonly<Record<string, string>>): TestAnswer {
  return scim.send("GET", `${path}?${new URLSearchParams(query)}`);
}

let scim: TestScim;
beforeAll(() => {
  scim = createPeople();
});

describe("a search", () => {
  const all = ["bob", "Ada", "cyd", "dan", "éve"];
  it.each<{ filter: string; found: readonly string[] }>([
    { filter: 'userName eq "ada"', found: ["Ada"] },
    { filter: 'USERNAME EQ "ADA"', found: ["Ada"] },
    { filter: 'userName eq "ÉVE"', found: ["éve"] },
    { filter: 'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada"', found: ["Ada"] },
    { filter: 'externalId eq "X-1"', found: ["Ada"] },
    { filter: 'externalId eq "x-1"', found: [] },
    { filter: 'userName ne "ada"', found: ["bob", "cyd", "dan", "éve"] },
    { filter: 'userName co "D"', found: ["Ada", "cyd", "dan"] },
    { filter: 'userName sw "b" or userName ew "n"', found: ["bob", "dan"] },
    { filter: "title pr", found: ["bob", "Ada"] },
    { filter: "not (title pr)", found: ["cyd", "dan", "éve"] },
    { filter: "active eq false", found: ["dan"] },
    { filter: 'emails[type eq "work" and value co "ada"]', found: ["Ada"] },
    { filter: 'emails[type eq "home" and value co "acme"]', found: [] },
    { filter: 'emails.type eq "home" and emails.value ew "acme.test"', found: all },
    { filter: "emails.primary eq true", found: ["bob"] },
    { filter: 'emails co "ada"', found: ["Ada"] },
    { filter: `${ENTERPRISE}:department eq "sales"`, found: ["bob", "cyd", "éve"] },
    { filter: `${ENTERPRISE}:manager.value eq "m-1"`, found: all },
    { filter: `${OWN}:skills eq "prose"`, found: ["éve"] },
    { filter: 'meta.created gt "2026-03-02T09:03:00Z"', found: ["dan", "éve"] },
    { filter: 'meta.created le "2026-03-02T10:01:00+01:00"', found: ["bob"] },
    { filter: 'groups.display eq "sales"', found: ["bob", "Ada"] },
    { filter: 'title eq "boss" and not (userName eq "bob")', found: ["Ada"] },
    { filter: 'userName eq "cyd" or title pr and userName eq "ada"', found: ["Ada", "cyd"] },
    { filter: '(userName eq "cyd" or title pr) and userName eq "ada"', found: ["Ada"] },
    { filter: "title eq null", found: ["cyd", "dan", "éve"] },
    { filter: 'userName eq "__proto__"', found: [] },
  ])("for users with $filter", ({ filter, found }) => {
    const answers = [
      get(scim, "/Users", { filter }),
      scim.send("POST", "/Users/.search", { schemas: [SEARCH], filter }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(namesIn(answer).toSorted()).toEqual(found.toSorted());
      expect(answer.body).toMatchObject({
        schemas: [LIST],
        totalResults: found.length,
        startIndex: 1,
        itemsPerPage: found.length,
      });
    }
  });

  it.each<{ filter: string; found: readonly string[] }>([
    { filter: 'displayName eq "ada"', found: ["Ada", "group Ada"] },
    { filter: 'userName eq "ada"', found: ["Ada"] },
    { filter: "members pr", found: ["group Sales"] },
    { filter: "not (members pr) and not (userName pr)", found: ["group Ada"] },
    { filter: 'meta.resourceType eq "Group"', found: ["group Sales", "group Ada"] },
    { filter: 'urn:ietf:params:scim:schemas:core:2.0:Group:displayName eq "ada"', found: ["group Ada"] },
    {
      filter: `${ENTERPRISE}:department eq "sales" or displayName eq "sales"`,
      found: ["bob", "cyd", "éve", "group Sales"],
    },
  ])("for everything with $filter", ({ filter, found }) => {
    const answers = [get(scim, "", { filter }), scim.send("POST", "/.search", { schemas: [SEARCH], filter })];
    for (const answer of answers) expect(namesIn(answer)).toEqual(found);
  });

  it("for everything refuses what nothing has", () => {
    expect(get(scim, "/", { filter: 'usrName eq "x"' }).body).toMatchObject({
      status: "400",
      scimType: "invalidFilter",
    });
  });
});

describe("a page", () => {
  it.each<{ query: Readonly<Record<string, string>>; startIndex: number; found: readonly string[] }>([
    { query: {}, startIndex: 1, found: ["bob", "Ada", "cyd", "dan", "éve"] },
    { query: { startIndex: "2", count: "2" }, startIndex: 2, found: ["Ada", "cyd"] },
    { query: { startIndex: "0", count: "1" }, startIndex: 1, found: ["bob"] },
    { query: { startIndex: "-3", count: "1" }, startIndex: 1, found: ["bob"] },
    { query: { startIndex: "5", count: "100000" }, startIndex: 5, found: ["éve"] },
    { query: { startIndex: "6" }, startIndex: 6, found: [] },
    { query: { count: "0" }, startIndex: 1, found: [] },
    { query: { count: "-1" }, startIndex: 1, found: [] },
    { query: { count: "1", filter: "active eq true" }, startIndex: 1, found: ["bob"] },
  ])("with $query", ({ query, startIndex, found }) => {
    const answer = get(scim, "/Users", query);
    expect(namesIn(answer)).toEqual(found);
    const totalResults = query.filter === undefined ? 5 : 4;
    expect(answer.body).toMatchObject({ totalResults, startIndex, itemsPerPage: found.length });
  });

  it("after page is all there is, once each", () => {
    const pages = [1, 3, 5].flatMap((start) => namesIn(get(scim, "/Users", { startIndex: String(start), count: "2" })));
    expect(pages).toEqual(["bob", "Ada", "cyd", "dan", "éve"]);
  });

  it("is as large as the application gives", () => {
    const small = createTestScim({ behaviour: { maxResults: 2 } });
    for (const name of ["a", "b", "c"]) small.user(name);
    for (const query of [{}, { count: "3" }]) {
      expect(get(small, "/Users", query).body).toMatchObject({ totalResults: 3, itemsPerPage: 2 });
    }
  });
});

describe("a list in order", () => {
  it.each<{ query: Readonly<Record<string, string>>; found: readonly string[] }>([
    { query: { sortBy: "userName" }, found: ["Ada", "bob", "cyd", "dan", "éve"] },
    { query: { sortBy: "userName", sortOrder: "descending" }, found: ["éve", "dan", "cyd", "bob", "Ada"] },
    { query: { sortBy: "title" }, found: ["bob", "Ada", "cyd", "dan", "éve"] },
    { query: { sortBy: "title", sortOrder: "descending" }, found: ["cyd", "dan", "éve", "bob", "Ada"] },
    { query: { sortBy: "emails.value", count: "2" }, found: ["Ada", "bob"] },
    { query: { sortBy: "emails", count: "2", startIndex: "4" }, found: ["dan", "éve"] },
    { query: { sortBy: "meta.created", sortOrder: "Descending", count: "1" }, found: ["éve"] },
    { query: { sortBy: `${ENTERPRISE}:department`, filter: "active eq true" }, found: ["Ada", "bob", "cyd", "éve"] },
  ])("with $query", ({ query, found }) => {
    expect(namesIn(get(scim, "/Users", query))).toEqual(found);
  });

  it("may hold several types", () => {
    expect(namesIn(get(scim, "", { sortBy: "displayName" }))).toEqual([
      "Ada",
      "group Ada",
      "bob",
      "cyd",
      "dan",
      "group Sales",
      "éve",
    ]);
  });
});

describe("what a client sees", () => {
  const always = ["id", "schemas"];
  it.each<{ query: Readonly<Record<string, string>>; members: readonly string[] }>([
    { query: { attributes: "userName" }, members: [...always, "userName"] },
    { query: { attributes: "USERNAME, title" }, members: [...always, "title", "userName"] },
    { query: { attributes: "emails.value" }, members: ["emails", ...always] },
    { query: { attributes: `${ENTERPRISE}:department` }, members: [...always, ENTERPRISE] },
    { query: { attributes: ENTERPRISE }, members: [...always, ENTERPRISE] },
    { query: { attributes: "password" }, members: always },
    { query: { attributes: "unheardOf" }, members: always },
    {
      query: { excludedAttributes: `id,emails,meta,groups,${ENTERPRISE},${OWN},externalId` },
      members: ["active", "displayName", ...always, "title", "userName"],
    },
  ])("with $query", ({ query, members }) => {
    const id = String(scim.accounts()[0]?.id);
    const list = get(scim, "/Users", { ...query, count: "1" }).body.Resources as readonly object[];
    const search = scim.send("POST", "/.search", {
      schemas: [SEARCH],
      filter: 'userName eq "bob"',
      ...Object.fromEntries(Object.entries(query).map(([name, text]) => [name, text.split(",")])),
    }).body.Resources as readonly object[];
    for (const resource of [get(scim, `/Users/${id}`, query).body, list[0], search[0]]) {
      expect(Object.keys(resource ?? {}).toSorted()).toEqual(members.toSorted());
    }
  });

  it("of a complex value is the parts that it asks for", () => {
    const { body } = get(scim, "/Users", { filter: 'userName eq "bob"', attributes: "emails.value" });
    expect(body.Resources).toMatchObject([{ emails: [{ value: "bob@acme.test" }, { value: "bob@home.test" }] }]);
    expect(JSON.stringify(body.Resources)).not.toContain("work");
  });

  it("is no choice of both", () => {
    const answer = get(scim, "/Users", { attributes: "userName", excludedAttributes: "emails" });
    expect(answer.status).toBe(400);
  });
});
