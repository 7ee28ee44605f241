import { describe, expect, it } from "vitest";
import type { AttributeValue } from "../attribute-value.ts";
import { type MappingMoment, mapUser, matchingRows, valuesFor } from "./map-user.ts";
import type { ProvisioningMapping } from "./settings.ts";

const PERSON: Readonly<Record<string, AttributeValue>> = {
  name: "Ada",
  empty: "",
  nothing: null,
  none: [],
  several: ["a", "b"],
};
const lookup = (name: string) => (Object.hasOwn(PERSON, name) ? PERSON[name] : undefined);

function row(attribute: string, differs: Partial<ProvisioningMapping> = {}): ProvisioningMapping {
  return { id: "r", target: "title", source: { kind: "attribute", attribute }, apply: "always", ...differs };
}

interface RowCase {
  readonly title: string;
  readonly row: ProvisioningMapping;
  readonly create: [result: string, value?: AttributeValue];
  readonly update: [result: string, value?: AttributeValue];
}

const CASES: readonly RowCase[] = [
  { title: "a value", row: row("name"), create: ["applied", "Ada"], update: ["applied", "Ada"] },
  {
    title: "several values",
    row: row("several"),
    create: ["applied", ["a", "b"]],
    update: ["applied", ["a", "b"]],
  },
  { title: "an absent attribute", row: row("missing"), create: ["absent"], update: ["absent"] },
  { title: "null (F13)", row: row("nothing"), create: ["absent"], update: ["absent"] },
  { title: "an empty text", row: row("empty"), create: ["absent"], update: ["absent"] },
  { title: "an empty list", row: row("none"), create: ["absent"], update: ["absent"] },
  {
    title: "a default, at creation only",
    row: row("empty", { defaultIfNull: "Clerk" }),
    create: ["default", "Clerk"],
    update: ["absent"],
  },
  {
    title: "a default that is not needed",
    row: row("name", { defaultIfNull: "Clerk" }),
    create: ["applied", "Ada"],
    update: ["applied", "Ada"],
  },
  {
    title: "a row for creation",
    row: row("name", { apply: "create" }),
    create: ["applied", "Ada"],
    update: ["skipped"],
  },
  { title: "a required row", row: row("empty", { required: true }), create: ["failed"], update: ["failed"] },
  {
    title: "a required row with a default",
    row: row("empty", { required: true, defaultIfNull: "Clerk" }),
    create: ["default", "Clerk"],
    update: ["absent"],
  },
  {
    title: "a required row for creation",
    row: row("empty", { required: true, apply: "create" }),
    create: ["failed"],
    update: ["skipped"],
  },
];

describe.each(CASES)("$title", (each) => {
  it.each<MappingMoment>(["create", "update"])("at %s", (moment) => {
    const [result, value] = each[moment];
    const mapped = mapUser([each.row], lookup, moment, "path");
    expect(mapped.evaluations).toMatchObject([{ id: "r", target: "title", result, setting: "path/r" }]);
    expect(mapped.values.map((entry) => entry.value)).toEqual(value === undefined ? [] : [value]);
    expect(mapped.missing.map(({ mapping }) => mapping)).toEqual(result === "failed" ? ["r"] : []);
    expect([...valuesFor([each.row], lookup, moment)]).toEqual(value === undefined ? [] : [["title", value]]);
  });
});

it("the first row that gives a value for a target wins", () => {
  const rows = [row("empty"), row("name", { id: "second" }), row("several", { id: "third" })];
  const mapped = mapUser(rows, lookup, "create", "path");
  expect(mapped.evaluations.map(({ result }) => result)).toEqual(["absent", "applied", "skipped"]);
  expect(mapped.values.map(({ mapping }) => mapping.id)).toEqual(["second"]);
  expect(mapped.evaluations[2]?.why).toBe("Row `second` above sets `title` already.");
  expect([...valuesFor(rows, lookup, "create")]).toEqual([["title", "Ada"]]);
});

it("accounts are matched by the lowest number first, and by the order of the rows then", () => {
  const rows = [
    row("a", { id: "a", matching: 3 }),
    row("b", { id: "b" }),
    row("c", { id: "c", matching: 1 }),
    row("d", { id: "d", matching: 1 }),
  ];
  expect(matchingRows(rows).map(({ id }) => id)).toEqual(["c", "d", "a"]);
});
