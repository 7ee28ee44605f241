import { describe, expect, it } from "vitest";
import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { AWKWARD_KINDS, awkwardKindOf } from "./awkward-kinds.ts";
import { generateDirectory } from "./directory.ts";
import { AWKWARD_GROUPS } from "./groups.ts";

/** Enough for every kind. */
const PEOPLE = 50;
const directory = generateDirectory({ people: PEOPLE, seed: "test" });

function peopleOf(kind: string, { users }: Directory = directory): readonly DirectoryUser[] {
  return users.filter((user) => awkwardKindOf(user) === kind);
}

function text(user: DirectoryUser | undefined, name: string): string {
  return String(user?.attributes[name] ?? "");
}

type Test = (first: DirectoryUser, all: readonly DirectoryUser[]) => boolean;

const fullName: Test = (user) => text(user, "displayName").length > 100;

/** What is true of the people of each kind: `first`, among `all` of it. */
const TESTS: Readonly<Record<string, Test>> = {
  apostrophe: (user) => /['’]/.test(text(user, "displayName")),
  diacritics: (user) => /[^ -~]/.test(text(user, "displayName")) && /^[ -~]+$/.test(text(user, "mail")),
  "other-script": (user) => /^[^A-Za-z]+$/.test(text(user, "displayName")) && /^p\d+@/.test(user.userName),
  "very-long": fullName,
  "one-letter": (user) => [text(user, "givenName"), text(user, "surname")].some((name) => name.length === 1),
  "same-name": ({ userName }, [first, second]) =>
    text(first, "displayName") === text(second, "displayName") && userName !== second?.userName,
  "same-mail": (_, [first, second]) =>
    text(first, "mail") !== text(second, "mail") &&
    text(first, "mail").toLowerCase() === text(second, "mail").toLowerCase(),
  "other-user-name": (user) => user.userName.toLowerCase() !== text(user, "mail"),
  "no-mail": (user) => !("mail" in user.attributes),
  "no-manager": (user) => !("manager" in user.attributes),
  "manager-cycle": (user, all) => {
    const chain = [0, 1, 2].reduce(
      (id) =>
        text(
          all.find((each) => each.id === id),
          "manager",
        ),
      user.id,
    );
    return chain === user.id && new Set(all.map((each) => text(each, "manager"))).size === 3;
  },
  "manager-left": (left, [, report]) => !left.active && text(report, "manager") === left.id,
  disabled: (user) => !user.active,
  suspended: (user) => user.active && user.suspended === true,
  contractor: (user) => !("department" in user.attributes) && user.groups.includes("g-contractors"),
  empty: ({ attributes }) => attributes.department === "" && JSON.stringify(attributes.otherMails) === "[]",
  absent: ({ attributes }) => !("department" in attributes) && !("jobTitle" in attributes),
  null: ({ attributes }) => attributes.department === null && attributes.jobTitle === null,
  spaces: (user) => /^ .* $/.test(text(user, "department")) && /^ .* $/.test(text(user, "displayName")),
  emoji: (user) => /\p{Extended_Pictographic}/u.test(text(user, "displayName")),
  "leading-zeros": (_, [first, second]) =>
    text(first, "employeeId").startsWith("0") &&
    Number(text(first, "employeeId")) === Number(text(second, "employeeId")),
  "no-groups": (user) => user.groups.length === 0,
  "many-groups": (user) => new Set(user.groups).size === 250,
  "group-names": (user) => AWKWARD_GROUPS.every((id) => user.groups.includes(id)),
  "one-name": (user) => !("surname" in user.attributes),
  "own-manager": (user) => text(user, "manager") === user.id,
  "unknown-manager": (user) => directory.users.every(({ id }) => id !== text(user, "manager")),
  decomposed: (user) => /\p{M}/u.test(text(user, "displayName")),
  "dotted-i": (user) => /[İı]/.test(text(user, "displayName")),
  capitals: (user) => /[A-Z]/.test(user.userName) && user.userName.toLowerCase() === text(user, "mail"),
  "line-break": (user) => text(user, "department").includes("\n"),
  markup: (user) => text(user, "displayName").includes("<b>"),
  "several-addresses": ({ attributes }) => Array.isArray(attributes.otherMails) && attributes.otherMails.length === 3,
};

describe("generateDirectory", () => {
  it.each(AWKWARD_KINDS.map(({ id, people = 1 }) => ({ id, people })))(
    "has $people of the kind $id",
    ({ id, people }) => {
      const all = peopleOf(id);
      const [first] = all;
      expect(all).toHaveLength(people);
      expect(first !== undefined && TESTS[id]?.(first, all)).toBe(true);
    },
  );

  it("has them in each seed, and in the next thousand again, by other names", () => {
    const { users, groups } = generateDirectory({ people: 2000, seed: "another" });
    for (const block of [users.slice(0, 1000), users.slice(1000)]) {
      const kinds = block.flatMap((user) => awkwardKindOf(user) ?? []);
      expect([...new Set(kinds)]).toEqual(AWKWARD_KINDS.map(({ id }) => id));
    }
    const names = peopleOf("apostrophe", { users, groups }).map((user) => text(user, "displayName"));
    expect(new Set(names).size).toBe(2);
  });

  it("tests what sets each kind apart: most people are of none", () => {
    const ordinary = generateDirectory({ people: 200, seed: "test" }).users.filter(
      (user) => awkwardKindOf(user) === undefined,
    );
    expect(ordinary.length).toBeGreaterThan(150);
    const alone = [
      "apostrophe",
      "diacritics",
      "other-script",
      "very-long",
      "no-mail",
      "disabled",
      "spaces",
      "capitals",
    ];
    for (const kind of alone) expect(ordinary.filter((user) => TESTS[kind]?.(user, [user]))).toEqual([]);
  });

  it.each([1, 2, 6, 7, 20, 38])("takes the first kinds where there are %i people", (people) => {
    const { users } = generateDirectory({ people, seed: "test" });
    expect(users).toHaveLength(people);
    const kinds = [...new Set(users.flatMap((user) => awkwardKindOf(user) ?? []))];
    expect(kinds.length).toBeGreaterThan(0);
    expect(kinds).toEqual(AWKWARD_KINDS.slice(0, kinds.length).map(({ id }) => id));
    for (const kind of AWKWARD_KINDS.slice(0, kinds.length)) {
      expect(peopleOf(kind.id, { users, groups: [] })).toHaveLength(kind.people ?? 1);
    }
  });

  it("gives the same people for the same seed, and others for another", () => {
    expect(generateDirectory({ people: PEOPLE, seed: "test" })).toEqual(directory);
    expect(generateDirectory({ people: PEOPLE, seed: "tost" })).not.toEqual(directory);
  });

  it("begins with the same whole thousands, however many there are", () => {
    const [less, more] = [1500, 2500].map((people) => generateDirectory({ people, seed: "test" }).users.slice(0, 1000));
    expect(less).toEqual(more);
  });

  it("names everybody, and every group, once", () => {
    const { users, groups } = generateDirectory({ people: 5000, seed: "test" });
    expect(new Set(users.map(({ id }) => id)).size).toBe(5000);
    expect(new Set(users.map(({ userName }) => userName.toLowerCase())).size).toBe(5000);
    expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
    for (const { groups: own } of users) expect(new Set(own).size).toBe(own.length);
  });

  it("keeps addresses within what mail allows", () => {
    for (const { userName } of generateDirectory({ people: 5000, seed: "test" }).users) {
      expect(userName.indexOf("@")).toBeLessThanOrEqual(64);
      expect(userName).toMatch(/^[\w'.]+@[a-z.]+$/);
    }
  });

  it("leads every ordinary person's managers up to one chief", () => {
    const { users } = generateDirectory({ people: 1500, seed: "test" });
    const managers = new Map(users.map((user) => [user.id, text(user, "manager")]));
    for (const user of users.filter((each) => awkwardKindOf(each) === undefined)) {
      let at = user.id;
      for (let level = 0; level < 6 && managers.get(at) !== ""; level += 1) at = managers.get(at) ?? "";
      expect(at).toBe("u-1");
    }
  });

  it("has a group that nobody is in", () => {
    const { users } = generateDirectory({ people: 2000, seed: "test" });
    expect(directory.groups.some(({ id }) => id === "g-nobody")).toBe(true);
    expect(users.some(({ groups }) => groups.includes("g-nobody"))).toBe(false);
  });
});
