import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Account } from "./account.ts";
import { createAccountStore } from "./account-store.ts";
import { findByAttribute } from "./find-account.ts";
import { buildTestAccount } from "./test-account.ts";

const ada = buildTestAccount("ada", { attributes: { email: "Ada@acme.example" } });
const bob = buildTestAccount("bob", { attributes: { email: ["b@acme.example", "bob@acme.example"] } });

describe("the account store", () => {
  it("finds an account by its id and by any of its values, without regard to case", () => {
    const store = createAccountStore([ada, bob]);
    expect(store.find("acc-bob")).toBe(bob);
    expect(store.findEqual("email", "ADA@acme.example")).toEqual([ada]);
    expect(store.findEqual("email", "bob@acme.example")).toEqual([bob]);
    expect(createAccountStore([buildTestAccount("straße")]).findEqual("userName", "STRASSE")).toHaveLength(1);
    expect(store.findEqual("email", "")).toEqual([]);
    expect(store.findEqual("constructor", "ada")).toEqual([]);
  });

  it("finds an account by whatever is read of it", () => {
    const store = createAccountStore([ada, bob]);
    const byLength = ({ userName }: Account) => [String(userName.length), userName.slice(0, 1)];
    expect(store.findEqual(byLength, "3")).toEqual([ada, bob]);
    expect(store.findEqual(byLength, "B")).toEqual([bob]);
    store.put({ ...bob, userName: "cyril" });
    expect(store.findEqual(byLength, "3")).toEqual([ada]);
    expect(store.findEqual(byLength, ["5", "a"]).map(({ userName }) => userName)).toEqual(["cyril", "ada"]);
  });

  it("keeps an account in its place when it changes, and gives the same list until then", () => {
    const store = createAccountStore([ada, bob]);
    expect(store.read()).toBe(store.read());
    const changed = { ...ada, userName: "ada2" };
    store.put(changed);
    expect(store.read()).toEqual([changed, bob]);
    store.remove("acc-ada");
    expect(store.read()).toEqual([bob]);
  });

  it("sees what was replaced as a whole", () => {
    const store = createAccountStore([ada]);
    expect(store.findEqual("userName", "bob")).toEqual([]);
    store.write([bob]);
    expect(store.findEqual("userName", "bob")).toEqual([bob]);
    expect(store.find("acc-ada")).toBeUndefined();
  });

  it("finds what looking through all of them finds, whatever was written before", () => {
    const account = fc
      .tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("x", "X", "y"))
      .map(([id, email]) => buildTestAccount(id, { attributes: { email } }));
    const step = fc.oneof(
      account.map((put) => ({ put })),
      fc.constantFrom("acc-a", "acc-b", "acc-c").map((remove) => ({ remove })),
    );
    fc.assert(
      fc.property(fc.array(step), fc.constantFrom("x", "y"), (steps, wanted) => {
        const store = createAccountStore([]);
        store.findEqual("email", "x");
        for (const each of steps) {
          if ("put" in each) store.put(each.put);
          else store.remove(each.remove);
        }
        const expected = findByAttribute(store.read(), "email", wanted, "ignoreCase").map(({ id }) => id);
        const found = store.findEqual("email", wanted).map(({ id }) => id);
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });
});
