import { describe, expect, it } from "vitest";
import type { ComparedEvent, ComparePresets } from "../../core/contract/comparison.ts";
import {
  type ComparePlace,
  decodePlace,
  encodePlace,
  firstPlace,
  focusOf,
  withEvents,
  withPeople,
  withPreset,
} from "./place.ts";

const presets: ComparePresets = {
  presets: [
    {
      id: "leaver",
      name: "Ada leaves",
      about: "",
      people: ["u-ada"],
      events: [{ after: 60, action: { type: "leave", user: "ada@acme.test" } }],
      days: 14,
    },
    { id: "nobody", name: "Nobody", about: "", events: [], days: 30 },
  ],
  applications: ["expenses"],
  application: "expenses",
};

function place(): ComparePlace {
  const first = firstPlace(presets);
  if (first === undefined) throw new TypeError("There is a script.");
  return first;
}

describe("what is compared", () => {
  it("is the first script to begin with, and nothing where nothing can be compared", () => {
    expect(place()).toMatchObject({ preset: "leaver", request: { people: ["u-ada"], days: 14 } });
    expect(firstPlace({ presets: presets.presets, applications: [] })).toBeUndefined();
  });

  it("is nobody's script once the events are changed, and everybody's matter in a script about all", () => {
    expect(withEvents(place(), []).preset).toBeUndefined();
    const [, nobody] = presets.presets;
    const next = nobody === undefined ? place() : withPreset({ ...place(), focus: "u-ada" }, nobody);
    expect(next.request).not.toHaveProperty("people");
    expect(focusOf(next)).toBeUndefined();
  });
});

describe("whoever is hired in a script", () => {
  const hire = (id: string): ComparedEvent => ({
    after: 0,
    action: { type: "hire", id, userName: `${id}@acme.test`, attributes: {}, groups: [] },
  });

  it("is looked at from then on, and no longer once the event is gone", () => {
    const before = place();
    const with1 = withEvents(before, [...before.request.events, hire("u-new")]);
    expect(with1.request.people).toEqual([...(before.request.people ?? []), "u-new"]);
    expect(with1).not.toHaveProperty("preset");
    expect(withEvents(with1, before.request.events).request.people).toEqual(before.request.people);
  });

  it("leaves everybody to be looked at where nobody else is left", () => {
    const alone = withPeople(withEvents(place(), [hire("u-new")]), ["u-new"]);
    expect(withEvents(alone, []).request).not.toHaveProperty("people");
    expect(withEvents(withPeople(place(), undefined), [hire("u-new")]).request).not.toHaveProperty("people");
  });
});

describe("its address", () => {
  it("brings the same comparison back", async () => {
    const written = await encodePlace({ ...place(), from: "r3", focus: "u-ada" });
    expect(written).toMatch(/^[\w-]+$/);
    expect(await decodePlace(written)).toEqual({ ...place(), from: "r3", focus: "u-ada" });
  });

  it.each(["", "nonsense", "%%%", "AAAA"])("is none where it says %s", async (text) => {
    expect(await decodePlace(text)).toBeUndefined();
  });

  it("is none where it holds something else", async () => {
    for (const wrong of [
      {},
      { request: null },
      { ...place(), request: { ...place().request, modes: ["scimm"] } },
      { ...place(), request: { ...place().request, events: [{ after: "soon", action: { type: "leave" } }] } },
      { ...place(), request: { ...place().request, events: [{ after: 1, action: { type: "hire" } }] } },
    ]) {
      expect(await decodePlace(await encodePlace(wrong as ComparePlace))).toBeUndefined();
    }
  });
});
