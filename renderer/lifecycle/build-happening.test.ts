import { expect, it } from "vitest";
import { methods } from "../../core/contract/methods.ts";
import { buildHappening, EMPTY_FORM, type HappeningForm } from "./build-happening.ts";

const NOBODY: ReadonlySet<string> = new Set();
const ada = { user: "ada@acme.test" };

const complete: readonly [Partial<HappeningForm>, unknown][] = [
  [
    {
      kind: "hire",
      givenName: "Gina",
      surname: "Torres",
      userName: "gina@acme.test",
      department: "Finance",
      join: ["g-1"],
    },
    {
      type: "hire",
      id: "u-gina-torres",
      userName: "gina@acme.test",
      attributes: {
        displayName: "Gina Torres",
        givenName: "Gina",
        surname: "Torres",
        mail: "gina@acme.test",
        department: "Finance",
      },
      groups: ["g-1"],
    },
  ],
  [{ kind: "changeAttributes", ...ada, value: " Sales " }, { attributes: { department: "Sales" } }],
  [{ kind: "changeAttributes", ...ada }, { attributes: { department: null } }],
  [
    { kind: "changeGroups", ...ada, join: ["g-1"] },
    { join: ["g-1"], leave: [] },
  ],
  [
    { kind: "rename", ...ada, email: "a@acme.test" },
    { type: "rename", email: "a@acme.test" },
  ],
  [
    { kind: "leave", ...ada },
    { type: "leave", user: "ada@acme.test" },
  ],
  [
    { kind: "assign", ...ada, application: "slack" },
    { type: "assign", application: "slack", user: "ada@acme.test" },
  ],
  [
    { kind: "unassign", application: "slack", whom: "group", group: "g-1" },
    { type: "unassign", application: "slack", group: "g-1" },
  ],
  [
    { kind: "assign", ...ada, application: "slack", appRole: "r-admin" },
    { type: "assign", application: "slack", user: "ada@acme.test", appRole: "r-admin" },
  ],
];

it.each(complete)("%j happens", (form, action) => {
  const built = buildHappening({ ...EMPTY_FORM, ...form }, NOBODY);
  expect(built).toMatchObject(action as object);
  expect(methods["runs.act"].safeParse({ workspace: "acme", action: built }).success).toBe(true);
});

it.each([
  { kind: "hire" },
  { kind: "leave" },
  { kind: "changeGroups", ...ada },
  { kind: "rename", ...ada },
  { kind: "changeAttributes", ...ada, attribute: " " },
  { kind: "assign", ...ada },
  { kind: "assign", application: "slack", whom: "group" },
] as readonly Partial<HappeningForm>[])("%j is not complete", (form) => {
  expect(buildHappening({ ...EMPTY_FORM, ...form }, NOBODY)).toBeUndefined();
});
