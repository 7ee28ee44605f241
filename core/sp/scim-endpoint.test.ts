import { describe, expect, it } from "vitest";
import { createTestScim } from "./test-scim.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

describe("a user over SCIM", () => {
  it("is made, found, changed and deleted in the very accounts that a login writes", () => {
    const scim = createTestScim();
    const made = scim.send("POST", "/Users", {
      schemas: [USER],
      userName: "ada@acme.test",
      name: { givenName: "Ada" },
      emails: [{ type: "work", value: "ada@acme.test", primary: true }],
      nickName: "Countess",
    });
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect(made.headers.location).toBe(`https://acme.test/scim/v2/Users/${String(id)}`);
    expect(scim.accounts()).toMatchObject([
      { id, userName: "ada@acme.test", active: true, attributes: { givenName: "Ada", email: "ada@acme.test" } },
    ]);
    const found = scim.send("GET", `/Users?filter=${encodeURIComponent('userName eq "ADA@acme.test"')}`);
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id, nickName: "Countess" }] });
    const patched = scim.send("PATCH", `/Users/${String(id)}`, {
      schemas: [PATCH],
      Operations: [{ op: "replace", path: "active", value: false }],
    });
    expect(patched.body).toMatchObject({ active: false, nickName: "Countess" });
    expect(scim.accounts()[0]?.written.active).toMatchObject({ writer: "scim" });
    expect(scim.send("DELETE", `/Users/${String(id)}`).status).toBe(204);
    expect(scim.send("GET", `/Users/${String(id)}`).status).toBe(404);
    expect(scim.accounts()).toEqual([]);
  });
});
