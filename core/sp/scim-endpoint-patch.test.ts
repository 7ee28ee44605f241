import { describe, expect, it } from "vitest";
import { createTestScim, ENTERPRISE, OWN, PATCH } from "./test-scim.ts";

const ADA = {
  name: { givenName: "Ada", familyName: "King" },
  title: "Countess",
  emails: [
    { type: "work", value: "ada@acme.test", primary: true },
    { type: "home", value: "ada@home.test" },
  ],
  [ENTERPRISE]: { department: "Engines", manager: { value: "b-1" } },
  [OWN]: { skills: ["sums"] },
};

type Operation = Readonly<Record<string, unknown>>;

describe("a PATCH", () => {
  it.each<{ what: string; operations: readonly Operation[]; after: Readonly<Record<string, unknown>> }>([
    {
      what: "replaces a value",
      operations: [{ op: "replace", path: "title", value: "Lady" }],
      after: { title: "Lady" },
    },
    {
      what: "adds a value where none is",
      operations: [{ op: "add", path: "nickName", value: "A" }],
      after: { nickName: "A" },
    },
    { what: "removes a value", operations: [{ op: "remove", path: "title" }], after: { title: undefined } },
    {
      what: "goes without a path",
      operations: [{ op: "replace", value: { title: "Lady", name: { givenName: "Augusta" } } }],
      after: { title: "Lady", name: { givenName: "Augusta", familyName: "King" } },
    },
    {
      what: "reaches into a complex value",
      operations: [{ op: "replace", path: "name.familyName", value: "Lovelace" }],
      after: { name: { givenName: "Ada", familyName: "Lovelace" } },
    },
    {
      what: "reaches into an element",
      operations: [{ op: "replace", path: 'emails[type eq "home"].value', value: "new@home.test" }],
      after: { emails: [ADA.emails[0], { type: "home", value: "new@home.test" }] },
    },
    {
      what: "takes an element away",
      operations: [{ op: "remove", path: 'emails[type eq "work" and value co "acme"]' }],
      after: { emails: [ADA.emails[1]] },
    },
    {
      what: "makes a new primary value, which demotes the old one",
      operations: [{ op: "add", path: "emails", value: [{ type: "other", value: "o@x", primary: true }] }],
      after: {
        emails: [{ ...ADA.emails[0], primary: false }, ADA.emails[1], { type: "other", value: "o@x", primary: true }],
      },
    },
    {
      what: "reaches into an extension",
      operations: [{ op: "replace", path: `${ENTERPRISE}:manager.value`, value: "c-2" }],
      after: { [ENTERPRISE]: { department: "Engines", manager: { value: "c-2" } } },
    },
    {
      what: "takes an extension away",
      operations: [{ op: "remove", path: ENTERPRISE }],
      after: { [ENTERPRISE]: undefined },
    },
    {
      what: "adds to what the application has of its own",
      operations: [{ op: "add", path: `${OWN}:skills`, value: ["prose"] }],
      after: { [OWN]: { skills: ["sums", "prose"] } },
    },
    {
      what: "carries several operations out one after another",
      operations: [
        { op: "replace", path: "title", value: "a" },
        { op: "add", path: "nickName", value: "b" },
        { op: "remove", path: "title" },
      ],
      after: { title: undefined, nickName: "b" },
    },
  ])("$what", ({ operations, after }) => {
    const scim = createTestScim();
    const id = scim.user("ada", ADA);
    const before = scim.send("GET", `/Users/${id}`).body;
    const { meta: _, ...others } = before;
    const answer = scim.patch(`/Users/${id}`, ...operations);
    expect([answer.status, answer.headers.etag]).toEqual([200, expect.stringMatching(/^W\/"/)]);
    const read = scim.send("GET", `/Users/${id}`).body;
    expect(answer.body).toEqual(read);
    const { meta: __, schemas: ___, ...found } = read;
    const { schemas: ____, ...expected } = JSON.parse(JSON.stringify({ ...others, ...after }));
    expect(found).toEqual(expected);
  });

  it("that fails at its last operation has changed nothing", () => {
    const scim = createTestScim();
    const id = scim.user("ada", ADA);
    const before = [scim.accounts(), scim.send("GET", `/Users/${id}`).body];
    const answer = scim.patch(
      `/Users/${id}`,
      { op: "replace", path: "userName", value: "new" },
      { op: "remove", path: "emails" },
      { op: "replace", path: "active", value: "maybe" },
    );
    expect([answer.status, answer.body.scimType]).toEqual([400, "invalidValue"]);
    expect(answer.body.detail).toContain("In operation 3: `active`");
    expect([scim.accounts(), scim.send("GET", `/Users/${id}`).body]).toEqual(before);
  });

  it("that says what is so already writes nothing: the same version", () => {
    const scim = createTestScim();
    const id = scim.user("ada", ADA);
    const [account, before] = [scim.accounts()[0], scim.send("GET", `/Users/${id}`)];
    scim.clock.now += 60_000;
    const answer = scim.patch(`/Users/${id}`, {
      op: "replace",
      value: { title: "Countess", name: { givenName: "Ada" } },
    });
    expect([answer.status, answer.body, answer.headers.etag]).toEqual([200, before.body, before.headers.etag]);
    expect(scim.accounts()[0]).toBe(account);
  });

  it("sets a password, which nobody is told and no trace keeps", () => {
    const scim = createTestScim();
    const id = scim.user("ada");
    const secret = "t0p-secret";
    const answers = [
      scim.patch(`/Users/${id}`, { op: "replace", path: "password", value: secret }),
      scim.patch(`/Users/${id}`, { op: "replace", value: { password: secret } }),
      scim.patch(`/Users/${id}`, { op: "replace", path: "password", value: { secret } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
    expect(JSON.stringify([answers, scim.accounts(), scim.steps()])).not.toContain(secret);
  });
});

describe("the answer to a PATCH", () => {
  it.each([
    { patchAnswer: undefined, query: "", status: 200 },
    { patchAnswer: "resource", query: "", status: 200 },
    { patchAnswer: "noContent", query: "", status: 204 },
    { patchAnswer: "noContent", query: "?attributes=title", status: 200 },
    { patchAnswer: "noContent", query: "?excludedAttributes=title", status: 204 },
    { patchAnswer: "resource", query: "?attributes=title", status: 200 },
  ] as const)("of a server with $patchAnswer to $query is $status", ({ patchAnswer, query, status }) => {
    const scim = createTestScim({ behaviour: patchAnswer === undefined ? {} : { patchAnswer } });
    const id = scim.user("ada");
    const answer = scim.send("PATCH", `/Users/${id}${query}`, {
      schemas: [PATCH],
      Operations: [{ op: "add", path: "title", value: "x" }],
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.etag).toBe(scim.send("GET", `/Users/${id}`).headers.etag);
    if (status === 204) expect(answer.body).toEqual({});
    else expect(answer.body.title).toBe("x");
    if (query.startsWith("?attributes"))
      expect(Object.keys(answer.body).toSorted()).toEqual(["id", "schemas", "title"]);
  });
});
