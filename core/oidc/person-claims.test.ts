import fc from "fast-check";
import { expect, test } from "vitest";
import { attributesSchema } from "../attribute-value.ts";
import { MAX_JSON_LENGTH, parseJsonObject } from "./json-object.ts";
import { personClaims } from "./person-claims.ts";

test("keeps what is said about the person and leaves out the protocol's own claims", () => {
  const claims = {
    iss: "i",
    sub: "s",
    aud: "a",
    exp: 1,
    nonce: "n",
    acr: "x",
    amr: ["pwd"],
    email: "ada@acme.test",
    email_verified: true,
    groups: ["A", "B"],
    level: 3,
    middle_name: null,
  };
  expect(personClaims(claims)).toEqual({
    email: "ada@acme.test",
    email_verified: true,
    groups: ["A", "B"],
    level: 3,
    middle_name: null,
  });
});

test("keeps what has more structure as its JSON text", () => {
  expect(personClaims({ address: { locality: "Bern" }, list: [["a"], "b"] })).toEqual({
    address: '{"locality":"Bern"}',
    list: '[["a"],"b"]',
  });
});

test("leaves out names that reach a prototype", () => {
  const claims = parseJsonObject('{"__proto__":{"admin":true},"constructor":"x","email":"e"}');
  expect(Object.entries(personClaims(claims ?? {}))).toEqual([["email", "e"]]);
});

test("whatever JSON object comes, what is kept fits an account's attributes", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const claims = parseJsonObject(JSON.stringify(value));
      expect(claims).toBeDefined();
      expect(attributesSchema.safeParse(personClaims(claims ?? {})).success).toBe(true);
    }),
  );
});

test.each(["", "null", "[]", '"text"', "{", `{"a":"${"x".repeat(MAX_JSON_LENGTH)}"}`])(
  "is no JSON object: %.10s",
  (text) => {
    expect(parseJsonObject(text)).toBeUndefined();
  },
);
