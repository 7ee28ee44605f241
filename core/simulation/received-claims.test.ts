import { expect, it } from "vitest";
import type { Directory } from "../directory/directory.ts";
import type { Connection } from "../idp/identity-provider.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import { buildPersonWorld } from "../mapping/person-world.ts";
import { createClaims } from "./received-claims.ts";

const ADA = { id: "u-ada", userName: "ada", active: true, attributes: {}, groups: ["g-1", "g-2"] };

const DIRECTORY: Directory = {
  users: [ADA],
  groups: [
    { id: "g-1", name: "Finance" },
    { id: "g-2", name: "Staff" },
  ],
};

const WORLD = buildPersonWorld({ directory: DIRECTORY, user: ADA, now: Date.parse("2026-03-02T09:00:00Z") });

function claims(...rows: readonly ClaimMapping[]) {
  const connection: Connection = {
    application: "app",
    assignment: { required: false, users: [], groups: [] },
    saml: {
      entityId: "app",
      acsUrls: ["https://app.test/acs"],
      nameId: { format: "unspecified", source: { kind: "attribute", attribute: "userName" } },
      allowedNameIdFormats: [],
      sign: "assertion",
      requireSignedRequests: false,
      requestCertificates: [],
      assertionLifetimeSeconds: 300,
      claims: [...rows],
    },
  };
  return createClaims(DIRECTORY, { signOn: "saml" }, connection)(ADA, () => WORLD);
}

it("attributes of the same Name arrive as one claim", () => {
  const row = { claim: "Role", severalValues: "separately" } as const;
  const arrived = claims(
    { ...row, id: "groups", source: { kind: "groups", emit: "name" } },
    { ...row, id: "fixed", source: { kind: "constant", value: ["offline_access"] } },
  );
  expect(arrived).toEqual({ Role: ["Finance", "Staff", "offline_access"] });
});

it("what is joined arrives as one text", () => {
  const arrived = claims({
    id: "r",
    claim: "memberOf",
    severalValues: "joined",
    source: { kind: "groups", emit: "name" },
  });
  expect(arrived).toEqual({ memberOf: "Finance;Staff" });
});

it("more groups than there may be: a link arrives, or nobody gets in", () => {
  const limited = (above: NonNullable<Extract<ClaimMapping["source"], { kind: "groups" }>["limit"]>["above"]) =>
    claims({ id: "g", claim: "groups", source: { kind: "groups", emit: "id", limit: { most: 1, above } } });
  expect(limited({ kind: "link", claim: "groups.link", url: "https://graph.test/{user}" })).toEqual({
    "groups.link": "https://graph.test/u-ada",
  });
  expect(limited({ kind: "truncate" })).toEqual({ groups: "g-1" });
  expect(limited({ kind: "refuse" })).toBeUndefined();
});

it("what an expression asks beside the attributes is known", () => {
  const source = {
    kind: "expression" as const,
    dialect: "okta" as const,
    text: 'isMemberOfGroupName("Staff") ? "in" : "out"',
  };
  expect(claims({ id: "staff", claim: "staff", source })).toEqual({ staff: "in" });
});
