import { describe, expect, it } from "vitest";
import type { DirectoryUser } from "../../core/contract/model.ts";
import { findClashes, isSamePerson, rebaseDraft } from "./rebase-person.ts";
import { testAda } from "./test-directory.ts";

const withAttributes = (changes: DirectoryUser["attributes"], of = testAda): DirectoryUser => ({
  ...of,
  attributes: { ...of.attributes, ...changes },
});
const draftTo = (person: DirectoryUser) => ({ base: testAda, person, clashes: [] });

describe("a draft over what was saved meanwhile", () => {
  it("keeps what it changed, and takes everything else as it is saved now", () => {
    const draft = draftTo(withAttributes({ department: "Sales" }));
    const saved = { ...withAttributes({ givenName: "Augusta", mail: "ada@acme.test" }), active: false };
    const rebased = rebaseDraft(draft, saved);
    expect(rebased.person).toEqual(withAttributes({ department: "Sales" }, saved));
    expect(rebased.base).toBe(saved);
    expect(findClashes(rebased)).toEqual([]);
  });

  it("keeps its own where both changed, and knows what is saved there", () => {
    const rebased = rebaseDraft(
      draftTo(withAttributes({ department: "Sales" })),
      withAttributes({ department: "Legal" }),
    );
    expect(rebased.person.attributes.department).toBe("Sales");
    expect(findClashes(rebased)).toEqual([{ member: "attributes.department", saved: "Legal" }]);
  });

  it("says so for as long as the two differ, through later saves of something else", () => {
    const first = rebaseDraft(
      draftTo(withAttributes({ department: "Sales" })),
      withAttributes({ department: "Legal" }),
    );
    const second = rebaseDraft(first, withAttributes({ department: "Legal", givenName: "Augusta" }));
    expect(findClashes(second)).toEqual([{ member: "attributes.department", saved: "Legal" }]);
    expect(findClashes({ ...second, person: withAttributes({ department: "Legal" }, second.person) })).toEqual([]);
    expect(findClashes(rebaseDraft(second, withAttributes({ department: "Sales" })))).toEqual([]);
  });

  it("is no draft any more once somebody saved the same", () => {
    const saved = withAttributes({ department: "Sales" });
    const rebased = rebaseDraft(draftTo(saved), { ...saved });
    expect(isSamePerson(rebased.base, rebased.person)).toBe(true);
  });

  it("takes away and puts in what the draft took away and put in", () => {
    const { note: _, ...bare } = testAda;
    const { department: __, ...attributes } = testAda.attributes;
    const person: DirectoryUser = { ...bare, attributes, secondFactors: ["otp"] };
    const saved: DirectoryUser = { ...testAda, suspended: true, note: { kind: "decision", text: "Leaves in May" } };
    const rebased = rebaseDraft(draftTo(person), saved).person;
    expect(rebased).toEqual({ ...saved, attributes, secondFactors: ["otp"] });
  });

  it("names an attribute that was changed here and taken away there", () => {
    const { department: _, ...attributes } = testAda.attributes;
    const rebased = rebaseDraft(draftTo(withAttributes({ department: "Sales" })), { ...testAda, attributes });
    expect(rebased.person.attributes.department).toBe("Sales");
    expect(findClashes(rebased)).toEqual([{ member: "attributes.department", saved: undefined }]);
  });

  it("joins and leaves groups one by one", () => {
    const base = { ...testAda, groups: ["a", "b"] };
    const rebased = rebaseDraft(
      { base, person: { ...base, groups: ["b", "mine"] }, clashes: [] },
      { ...base, groups: ["a", "b", "theirs"] },
    );
    expect(rebased.person.groups).toEqual(["b", "theirs", "mine"]);
    expect(findClashes(rebased)).toEqual([]);
  });
});
