import { expect, it } from "vitest";
import { methods } from "../../core/contract/methods.ts";
import { ALL_FIELDS, findField } from "./connection-fields.ts";
import { changesBetween } from "./draft.ts";
import { writeSetting } from "./setting.ts";
import { EXPENSES } from "./test-configuration.ts";
import { describeChange, describePlace, showValueOf } from "./words.ts";

const OIDC_FIELDS = ALL_FIELDS.filter(({ path }) => !path.includes("saml") && path !== "signOn");

it.each(OIDC_FIELDS.flatMap((field) => (field.control.kind === "choice" ? [field] : [])))(
  "offers for $path what the engine takes",
  ({ path, control }) => {
    const options = control.kind === "choice" ? control.options : [];
    for (const [option] of options) {
      const configuration = writeSetting(EXPENSES, path.split("/"), option);
      const call = { workspace: "acme", configuration };
      expect(methods["applications.save"].safeParse(call).success, `${path} ${option}`).toBe(true);
    }
  },
);

it("has one field for each path", () => {
  const paths = ALL_FIELDS.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
});

it("names a setting by its field, and the side where both have one", () => {
  expect(findField(["oidc", "clientId"])).toBe("Client ID");
  expect(findField(["connection", "oidc", "clientId"])).toBe("Client ID (identity provider)");
  expect(findField(["connection", "assignment", "groups"])).toBe("Assigned to (identity provider)");
  expect(findField(["jit", "noMatch"])).toBeUndefined();
});

it.each([
  [["jit", "noMatch"], "hold", "When no account matches: create one → create one and hold it for approval"],
  [["oidc", "pkce"], false, "Uses PKCE: on → off"],
  [["oidc", "prompt"], "login", "prompt: nothing → login"],
  [["mappings", "email", "apply"], "create", "Mapping row “email” changed"],
  [["connection", "oidc", "claims", "groups"], undefined, "Claim “groups” removed"],
  [["oidc", "scopes"], ["openid"], "Scopes asked for: openid, email → openid"],
] as const)("says that %j became %j", (path, value, words) => {
  const after = writeSetting(EXPENSES, path, value);
  expect(changesBetween(EXPENSES, after).map((change) => describeChange(change, EXPENSES, after))).toEqual([words]);
});

it("names a row wherever in it something is", () => {
  expect(describePlace(["roleRules", "finance", "when", "claim"], EXPENSES)).toBe("Role rule “finance”");
  expect(describePlace(["connection", "oidc", "claims", "email", "source"], EXPENSES)).toBe("Claim “email”");
  expect(describePlace(["jit", "match"], EXPENSES)).toBe("Match by");
  expect(showValueOf(["oidc", "clientAuthentication"], "none")).toBe("none (public client)");
});
