import { describe, expect, it } from "vitest";
import { createTestScim, ENTERPRISE, GROUP, OWN, TEST_BASE, USER } from "./test-scim.ts";

type Described = Readonly<Record<string, unknown>>;

function listed(path: string, scim = createTestScim()): readonly Described[] {
  return scim.send("GET", path).body.Resources as readonly Described[];
}

/** An attribute of a schema, as the server tells it. */
function attributeOf(urn: string, name: string, scim = createTestScim()): Described | undefined {
  const { attributes } = scim.send("GET", `/Schemas/${urn}`).body;
  return (attributes as readonly Described[]).find((each) => each.name === name);
}

describe("what a server tells about itself", () => {
  it("is what it does", () => {
    expect(createTestScim().send("GET", "/ServiceProviderConfig").body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 1000, maxPayloadSize: 1_048_576 },
      filter: { supported: true, maxResults: 1000 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      authenticationSchemes: [{ type: "oauthbearertoken" }],
      meta: { resourceType: "ServiceProviderConfig", location: `${TEST_BASE}/ServiceProviderConfig` },
    });
  });

  it("is how a client proves itself, told to whoever has no token yet: not with a wrong one, and nothing else", () => {
    const scim = createTestScim();
    const ask = (path: string, authorization: string, method: "GET" | "HEAD" | "POST" = "GET") =>
      scim.send(method, path, undefined, { authorization }).status;
    expect(scim.send("GET", "/ServiceProviderConfig", undefined, { authorization: "" }).body).toMatchObject({
      authenticationSchemes: [{ type: "oauthbearertoken" }],
    });
    expect(ask("/ServiceProviderConfig", "", "HEAD")).toBe(200);
    const refused = [
      ask("/ServiceProviderConfig", "Bearer wrong"),
      ask("/ServiceProviderConfig", "", "POST"),
      ask("/ServiceProviderConfig/x", ""),
      ask("/Schemas", ""),
      ask("/ResourceTypes", ""),
    ];
    expect(refused).toEqual([401, 401, 401, 401, 401]);
  });

  it("is what it does as an application has it", () => {
    const scim = createTestScim({ behaviour: { noBulk: true, maxResults: 7 } });
    const config = scim.send("GET", "/ServiceProviderConfig").body;
    expect(config).toMatchObject({ bulk: { supported: false }, filter: { maxResults: 7 } });
  });

  it("lists its resource types, with the extensions", () => {
    const schemaExtensions = [ENTERPRISE, OWN].map((schema) => ({ schema, required: false }));
    expect(listed("/ResourceTypes")).toMatchObject([
      { id: "User", endpoint: "/Users", schema: USER, schemaExtensions },
      { id: "Group", endpoint: "/Groups", schema: GROUP, schemaExtensions: [] },
    ]);
    const { body } = createTestScim().send("GET", "/ResourceTypes/User");
    expect(body).toMatchObject({ id: "User", meta: { location: `${TEST_BASE}/ResourceTypes/User` } });
  });

  it("lists its schemas, each of which is found by its URN", () => {
    const scim = createTestScim();
    expect(listed("/Schemas", scim).map(({ id }) => id)).toEqual([USER, ENTERPRISE, OWN, GROUP]);
    for (const schema of listed("/Schemas", scim)) {
      const { status, body } = scim.send("GET", `/Schemas/${String(schema.id)}`);
      expect([status, body]).toEqual([200, schema]);
    }
  });

  it("tells what the application makes of the attributes", () => {
    expect(attributeOf(OWN, "skills")).toMatchObject({ multiValued: true, type: "string" });
    expect(attributeOf(USER, "groups")).toMatchObject({ mutability: "readOnly" });
    expect(attributeOf(USER, "password")).toMatchObject({ mutability: "writeOnly", returned: "never" });
    expect(attributeOf(USER, "userName")).toMatchObject({ caseExact: false, uniqueness: "server", required: true });
    const exact = createTestScim({ behaviour: { userNameCaseExact: true } });
    expect(attributeOf(USER, "userName", exact)).toMatchObject({ caseExact: true });
  });

  it("tells whether `roles` can be changed", () => {
    expect(attributeOf(USER, "roles")).toMatchObject({ mutability: "readOnly" });
    expect(attributeOf(USER, "roles", createTestScim({ roles: { from: "roles" } }))).toMatchObject({
      mutability: "readWrite",
    });
  });

  it.each(["/Schemas/urn:nothing", "/ResourceTypes/Printer", "/ServiceProviderConfig/x", "/Schemas/x/y"])(
    "has nothing at %s",
    (path) => {
      expect(createTestScim().send("GET", path).body).toMatchObject({ status: "404" });
    },
  );

  it.each(["/Schemas", "/ResourceTypes", "/ServiceProviderConfig"])("is not filtered at %s", (path) => {
    const scim = createTestScim();
    expect(scim.send("GET", `${path}?filter=${encodeURIComponent('id eq "x"')}`).status).toBe(403);
    expect(scim.send("POST", path, {})).toMatchObject({ status: 405, headers: { allow: "GET, HEAD" } });
  });

  it("is the application's own: two share nothing", () => {
    const [one, other] = [createTestScim(), createTestScim({ behaviour: { maxResults: 7 } })];
    one.user("ada");
    expect(other.send("GET", "/Users").body).toMatchObject({ totalResults: 0 });
    expect(one.send("GET", "/ServiceProviderConfig").body).toMatchObject({ filter: { maxResults: 1000 } });
  });
});
