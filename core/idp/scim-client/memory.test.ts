import { expect, it } from "vitest";
import { EMPTY_PROVISIONING_STATE, type ProvisioningState } from "../../provisioning/state.ts";
import { createMemory } from "./memory.ts";

const LINK = { target: "acc-1", source: "hash", active: true, profile: {} };
const STATE: ProvisioningState = { ...EMPTY_PROVISIONING_STATE, links: { ada: LINK }, passedOver: { bea: "hash" } };

it("is the very same state's where nothing was remembered", () => {
  const after = createMemory(STATE).result(STATE);
  expect(after).toEqual(STATE);
  expect(after.links).toBe(STATE.links);
});

it("keeps what changes and leaves what it was given alone", () => {
  const memory = createMemory(STATE);
  memory.links.set("bea", { ...LINK, target: "acc-2" });
  memory.links.set("ada", undefined);
  memory.links.set("nobody", undefined);
  memory.passedOver.set("bea", undefined);
  expect(memory.links.get("ada")).toBeUndefined();
  expect(memory.links.keys()).toEqual(["bea"]);
  const after = memory.result(STATE);
  expect(after.links).toEqual({ bea: { ...LINK, target: "acc-2" } });
  expect(Object.hasOwn(after, "passedOver")).toBe(false);
  expect(STATE.links).toEqual({ ada: LINK });
});

it("knows whose an account is, also after a change", () => {
  const memory = createMemory(STATE);
  expect(memory.ownerOf("acc-1")).toBe("ada");
  memory.links.set("bea", { ...LINK, target: "acc-2" });
  memory.links.set("ada", { ...LINK, target: "acc-3" });
  expect([memory.ownerOf("acc-1"), memory.ownerOf("acc-2"), memory.ownerOf("acc-3")]).toEqual([
    undefined,
    "bea",
    "ada",
  ]);
  memory.links.set("bea", undefined);
  expect(memory.ownerOf("acc-2")).toBeUndefined();
});

it("forgets that somebody is in a group whose account is gone or another one", () => {
  const group = { target: "grp-1", displayName: "Sales", members: ["ada", "bea"] };
  for (const next of [undefined, { ...LINK, target: "acc-9" }]) {
    const memory = createMemory({ ...STATE, groupLinks: { sales: group } });
    memory.links.set("ada", { ...LINK, active: false });
    expect(memory.groups.get("sales")).toBe(group);
    memory.links.set("ada", next);
    expect(memory.groups.get("sales")?.members).toEqual(["bea"]);
  }
});

it.each(["toString", "constructor", "hasOwnProperty"])("knows nobody called %s whom nobody remembered", (id) => {
  expect(createMemory(STATE).links.get(id)).toBeUndefined();
});
