import { expect, test } from "vitest";
import { checkJitPolicy } from "./check-policy.ts";
import type { JitPolicy } from "./policy.ts";
import { buildTarget } from "./test-target.ts";

test("finds nothing wrong with a policy that fits", () => {
  expect(checkJitPolicy(buildTarget({ allowedEmailDomains: ["acme.test"] }), "applications[0]")).toEqual([]);
});

const NO_MAPPINGS = { ...buildTarget(), mappings: [] };

test.each([
  {
    title: "an unknown match attribute",
    application: buildTarget({ match: [{ account: "externalID", from: "subject", compare: "exact" }] }),
    problem: {
      code: "MAPPING_UNKNOWN_TARGET",
      path: "applications[0].jit.match[0].account",
      message: "The accounts have no attribute `externalID`; did you mean `externalId`?",
    },
  },
  {
    title: "an unknown default role",
    application: buildTarget({ defaultRole: "membre" }),
    problem: {
      code: "MAPPING_UNKNOWN_ROLE",
      path: "applications[0].jit.defaultRole",
      message: "The application has no role `membre`; did you mean `member`?",
    },
  },
  {
    title: "accounts without a userName",
    application: NO_MAPPINGS,
    problem: {
      code: "JIT_NO_USERNAME_MAPPING",
      path: "applications[0].mappings",
      message:
        "Accounts are made at login, but no mapping gives them a userName; add a row whose target is `userName`.",
    },
  },
  {
    title: "domains without an email",
    application: {
      ...NO_MAPPINGS,
      jit: { ...NO_MAPPINGS.jit, noMatch: "refuse" as const, allowedEmailDomains: ["acme.test"] },
    },
    problem: {
      code: "JIT_NO_EMAIL_MAPPING",
      path: "applications[0].mappings",
      message: "Email domains are checked at login, but no mapping gives an email; add a row whose target is `email`.",
    },
  },
])("reports $title", ({ application, problem }) => {
  expect(checkJitPolicy(application, "applications[0]")).toEqual([problem]);
});

test("asks for no mappings where just-in-time provisioning is off", () => {
  const off: JitPolicy = { ...NO_MAPPINGS.jit, enabled: false, allowedEmailDomains: ["acme.test"] };
  expect(checkJitPolicy({ ...NO_MAPPINGS, jit: off }, "applications[0]")).toEqual([]);
});
