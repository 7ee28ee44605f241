import { describe, expect, it } from "vitest";
import { readAcme } from "../simulation/test-lifecycle.ts";
import type { Workspace } from "../store/workspace.ts";
import { compareModes } from "./compare.ts";
import { buildPresets } from "./presets.ts";
import { compareRequestSchema } from "./request.ts";

const acme = readAcme();

describe("ready-made scripts", () => {
  it("are about somebody who is not there yet, somebody who is, many, and nobody", () => {
    const { presets, application } = buildPresets(acme);
    expect(presets.map(({ id, name }) => [id, name])).toEqual([
      ["life", "Gina Torres joins, moves and leaves"],
      ["mover", "Ada Lovelace moves to Engineering"],
      ["leaver", "Ada Lovelace leaves"],
      ["restructuring", "A restructuring: 7 people move from Engineering to Sales"],
      ["nobody", "Nobody changes"],
    ]);
    expect(application).toBe("expenses");
  });

  it("are about the person who is asked for; whoever is away comes back first", () => {
    const names = (person: string) => buildPresets(acme, person).presets.map(({ name }) => name);
    expect(names("u-mara")[0]).toBe("Mara Okafor moves and leaves");
    expect(names("u-liam")[0]).toMatch(/^Liam Becker.* returns, moves and leaves$/);
  });

  it("can be compared as they are, and make sense in every way", async () => {
    const { presets, applications } = buildPresets(acme);
    for (const { people, events, days } of presets) {
      const request = compareRequestSchema.parse({
        modes: ["jit", "workflow"],
        applications,
        ...(people === undefined ? {} : { people }),
        events,
        days,
        controls: {},
      });
      const { lanes } = await compareModes(acme, request);
      expect(lanes.flatMap(({ passedOver }) => passedOver)).toEqual([]);
    }
  });

  it("hire somebody whom nobody is in the way of", () => {
    const hireIn = (workspace: Workspace) => buildPresets(workspace).presets[0]?.events[0]?.action;
    const hire = hireIn(acme);
    if (hire?.type !== "hire") throw new TypeError("The first script hires somebody.");
    const { id, userName, attributes, groups } = hire;
    const user = { id, userName, active: true, attributes, groups: [...groups] };
    const next = hireIn({ ...acme, directory: { ...acme.directory, users: [...acme.directory.users, user] } });
    expect(next).toMatchObject({ type: "hire", userName: "gina.keller@acme.test" });
  });

  it("leave out whatever has nobody to be about", () => {
    const empty = { ...acme, directory: { users: [], groups: [] } };
    expect(buildPresets(empty).presets.map(({ id }) => id)).toEqual(["nobody"]);
  });
});
