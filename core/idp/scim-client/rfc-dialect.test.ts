import { describe, expect, it } from "vitest";
import { parsePatchPath } from "../../scim/patch-path.ts";
import { RFC_DIALECT } from "./rfc-dialect.ts";
import { readTargets } from "./targets.ts";
import { change, DEPARTMENT, MANAGER, patch, rowsFor, update, WORK_EMAIL, written } from "./test-update.ts";

const USER = "/Users/u1";
const EMAIL_ELEMENT = 'emails[type eq "work"]';

interface ChangeCase {
  readonly title: string;
  readonly change: ReturnType<typeof change>;
  readonly operation: Readonly<Record<string, unknown>>;
}

const CASES: readonly ChangeCase[] = [
  {
    title: "a first value",
    change: change("name.givenName", undefined, "Ada"),
    operation: { op: "add", path: "name.givenName", value: "Ada" },
  },
  {
    title: "another value",
    change: change(DEPARTMENT, "Sales", "Legal"),
    operation: { op: "replace", path: DEPARTMENT, value: "Legal" },
  },
  {
    title: "no value any more",
    change: change(DEPARTMENT, "Sales", undefined),
    operation: { op: "remove", path: DEPARTMENT },
  },
  {
    title: "a new element, whole (F30)",
    change: change(WORK_EMAIL, undefined, "a@acme.test"),
    operation: { op: "add", path: "emails", value: [{ type: "work", value: "a@acme.test" }] },
  },
  {
    title: "an element that is there",
    change: change(WORK_EMAIL, "a@acme.test", "b@acme.test"),
    operation: { op: "replace", path: WORK_EMAIL, value: "b@acme.test" },
  },
  {
    title: "an element that goes",
    change: change(WORK_EMAIL, "a@acme.test", undefined),
    operation: { op: "remove", path: EMAIL_ELEMENT },
  },
  {
    title: "several values",
    change: change("roles.value", ["a"], ["a", "b"]),
    operation: { op: "replace", path: "roles", value: [{ value: "a" }, { value: "b" }] },
  },
  {
    title: "several values that go",
    change: change("roles.value", ["a"], undefined),
    operation: { op: "remove", path: "roles" },
  },
  {
    title: "a manager",
    change: change(MANAGER, undefined, "u2"),
    operation: { op: "add", path: MANAGER, value: { value: "u2" } },
  },
  {
    title: "no manager any more",
    change: change(MANAGER, "u2", undefined),
    operation: { op: "remove", path: MANAGER },
  },
];

describe("the plain client", () => {
  it.each(CASES)("sends $title", ({ change: each, operation }) => {
    expect(written(RFC_DIALECT.buildUpdate(update([each])))).toEqual([patch(USER, operation)]);
  });

  it.each(CASES)("names a place that there is: $title", ({ operation }) => {
    const { type } = readTargets(rowsFor(["userName"]));
    expect(() => parsePatchPath(String(operation.path), type)).not.toThrow();
  });

  it("sends `active` as a boolean, with the other changes", () => {
    const changes = [change("name.givenName", "Adele", "Ada")];
    expect(written(RFC_DIALECT.buildUpdate(update(changes, false)))).toEqual([
      patch(
        USER,
        { op: "replace", path: "name.givenName", value: "Ada" },
        { op: "replace", path: "active", value: false },
      ),
    ]);
    expect(RFC_DIALECT.buildUpdate(update([]))).toEqual([]);
  });

  it("removes members by a filter", () => {
    expect(written([RFC_DIALECT.buildMembers({ id: "g1", kind: "remove", members: ["u2"], isEmpty: true })])).toEqual([
      patch("/Groups/g1", { op: "remove", path: 'members[value eq "u2"]' }),
    ]);
  });
});
