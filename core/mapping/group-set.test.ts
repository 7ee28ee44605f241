import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DirectoryGroup } from "../directory/directory.ts";
import type { GroupSet } from "./claim-mapping.ts";
import { evaluateGroupSet } from "./group-set.ts";

const FINANCE: DirectoryGroup = {
  id: "g-1",
  name: "Finance",
  onPremises: { samAccountName: "fin", netbiosName: "ACME", dnsName: "corp.acme.test", sid: "S-1-5-21-1" },
};
const CLOUD: DirectoryGroup = { id: "g-2", name: "Cloud people" };

describe("a group is written", () => {
  const cases: readonly { readonly emit: GroupSet["emit"]; readonly otherwise?: "name"; readonly value: unknown }[] = [
    { emit: "name", value: ["Finance", "Cloud people"] },
    { emit: "id", value: ["g-1", "g-2"] },
    { emit: "path", value: ["/Finance", "/Cloud people"] },
    { emit: "samAccountName", value: ["fin"] },
    { emit: "netbiosSamAccountName", value: ["ACME\\fin"] },
    { emit: "dnsSamAccountName", value: ["corp.acme.test\\fin"] },
    { emit: "sid", value: ["S-1-5-21-1"] },
    { emit: "samAccountName", otherwise: "name", value: ["fin", "Cloud people"] },
  ];
  it.each(cases)("by its $emit, otherwise by $otherwise", ({ emit, otherwise, value }) => {
    const set: GroupSet = { kind: "groups", emit, ...(otherwise === undefined ? {} : { otherwise }) };
    expect(evaluateGroupSet(set, [FINANCE, CLOUD]).value).toEqual(value);
  });

  it("not at all where no group comes from a domain, and says so", () => {
    const { value, why } = evaluateGroupSet({ kind: "groups", emit: "sid" }, [CLOUD]);
    expect(value).toBeUndefined();
    expect(why).toBe("None of the person's 1 group that could be sent has a security identifier, so no claim is sent.");
  });
});

describe("a filter", () => {
  const many = ["eng-a", "eng-b", "ops", "Eng-c"].map((name, index): DirectoryGroup => ({ id: `g${index}`, name }));
  const cases = [
    { operator: "startsWith", value: "eng", names: ["eng-a", "eng-b"] },
    { operator: "equals", value: "ops", names: ["ops"] },
    { operator: "contains", value: "g-", names: ["eng-a", "eng-b", "Eng-c"] },
    { operator: "matches", value: "(?i)eng-.", names: ["eng-a", "eng-b", "Eng-c"] },
    { operator: "matches", value: "eng", names: undefined },
  ] as const;
  it.each(cases)("$operator $value", ({ operator, value, names }) => {
    expect(evaluateGroupSet({ kind: "groups", emit: "name", filter: { operator, value } }, many).value).toEqual(names);
  });

  it("stops working above so many groups, and a link takes the place of the claim", () => {
    const set: GroupSet = {
      kind: "groups",
      emit: "name",
      filter: { operator: "equals", value: "ops" },
      limit: { most: 10, above: { kind: "link", claim: "l", url: "u" }, filterMost: 3 },
    };
    expect(evaluateGroupSet(set, many).overage).toMatchObject({ kind: "link" });
    expect(evaluateGroupSet(set, many.slice(0, 3)).value).toEqual(["ops"]);
  });
});

it("shows what the implicit flow would send above five groups, and sends the groups", () => {
  const limit = { most: 200, above: { kind: "claimSources", url: "u" }, implicitMost: 5 } as const;
  const groups = Array.from({ length: 6 }, (_, index): DirectoryGroup => ({ id: `g${index}`, name: `G${index}` }));
  const six = evaluateGroupSet({ kind: "groups", emit: "id", limit }, groups);
  expect(six.value).toHaveLength(6);
  expect(six.intermediate).toEqual([
    { text: "`hasgroups` in a token of the implicit flow, for more than 5", value: true },
  ]);
  expect(evaluateGroupSet({ kind: "groups", emit: "id", limit }, groups.slice(0, 5)).intermediate).toBeUndefined();
});

it("never sends more than there may be, nor a group that was not chosen", () => {
  fc.assert(
    fc.property(fc.nat(40), fc.integer({ min: 1, max: 20 }), fc.array(fc.nat(40)), (count, most, picked) => {
      const groups = Array.from(
        { length: count },
        (_, index): DirectoryGroup => ({ id: `g${index}`, name: `G${index}` }),
      );
      const chosen = picked.map((index) => `g${index}`);
      for (const kind of ["truncate", "refuse"] as const) {
        const set: GroupSet = { kind: "groups", emit: "id", chosen, limit: { most, above: { kind } } };
        const { value = [] } = evaluateGroupSet(set, groups);
        expect(value.length).toBeLessThanOrEqual(most);
        expect(value.every((id) => chosen.includes(id))).toBe(true);
      }
    }),
  );
});
