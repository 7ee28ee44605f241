import { describe, expect, it } from "vitest";
import type { Configuration } from "../../core/contract/methods.ts";
import { changesBetween, copySetting, rebaseDraft } from "./draft.ts";
import { editDraft, hasChanges, savedDraft, settleDraft, undoDraft } from "./drafts.ts";
import { moveRow } from "./rows.ts";
import { type SettingPath, showPath, writeSetting } from "./setting.ts";
import { EXPENSES } from "./test-configuration.ts";

const edited = (...edits: readonly (readonly [SettingPath, unknown])[]): Configuration =>
  edits.reduce((result, [path, value]) => writeSetting(result, path, value), EXPENSES);

const shown = (after: Configuration): readonly string[] =>
  changesBetween(EXPENSES, after).map(({ path, kind }) => `${kind} ${showPath(path)}`);

const EDITS: readonly (readonly [string, Configuration, readonly string[]])[] = [
  ["nothing", EXPENSES, []],
  ["a choice", edited([["jit", "noMatch"], "hold"]), ["changed jit/noMatch"]],
  ["a part of a row", edited([["mappings", "email", "apply"], "create"]), ["changed mappings/email"]],
  ["a row that is gone", edited([["roleRules", "finance"], undefined]), ["removed roleRules/finance"]],
  [
    "a row that is new",
    edited([["roles"], [{ id: "guest", name: "Guest" }, ...EXPENSES.application.roles]]),
    ["added roles/guest"],
  ],
  [
    "the order of rows",
    edited([["mappings"], moveRow(EXPENSES.application.mappings, "email", -1)]),
    ["order mappings"],
  ],
  ["a member that is gone", edited([["jit", "defaultRole"], undefined]), ["removed jit/defaultRole"]],
  [
    "both sides",
    edited([["connection", "oidc", "requirePkce"], true], [["connection", "oidc", "claims", "email", "claim"], "mail"]),
    ["changed connection/oidc/requirePkce", "changed connection/oidc/claims/email"],
  ],
  ["a list that is one value", edited([["oidc", "scopes"], ["openid"]]), ["changed oidc/scopes"]],
];

describe("what changed", () => {
  it.each(EDITS)("%s", (_, after, expected) => expect(shown(after)).toEqual(expected));

  it.each(EDITS)("each change can be taken back: %s", (_, after) => {
    const back = changesBetween(EXPENSES, after).reduce(
      (result, change) => copySetting(EXPENSES, result, change),
      after,
    );
    expect(back).toEqual(EXPENSES);
  });

  it("takes one change back and leaves the others", () => {
    const after = edited([["jit", "noMatch"], "hold"], [["roleRules", "finance"], undefined]);
    const back = copySetting(EXPENSES, after, { path: ["roleRules", "finance"], kind: "removed" });
    expect(shown(back)).toEqual(["changed jit/noMatch"]);
    expect(back.application.roleRules).toEqual(EXPENSES.application.roleRules);
  });
});

it("lays a draft over what somebody saved meanwhile", () => {
  const draft = edited([["jit", "noMatch"], "hold"], [["mappings", "email"], undefined]);
  const saved = edited([["jit", "deactivated"], "reactivate"], [["mappings", "department", "apply"], "create"]);
  const { jit, mappings } = rebaseDraft(EXPENSES, draft, saved).application;
  expect([jit.noMatch, jit.deactivated, mappings.map(({ id, apply }) => `${id} ${apply}`)]).toEqual([
    "hold",
    "reactivate",
    ["userName create", "department create"],
  ]);
});

describe("a draft that is kept", () => {
  const fresh = settleDraft(undefined, EXPENSES);
  const hold = editDraft(fresh, edited([["jit", "noMatch"], "hold"]), ["jit", "noMatch"]);

  it("takes back one setting at a time, however often it was changed", () => {
    const twice = editDraft(hold, edited([["jit", "noMatch"], "refuse"]), ["jit", "noMatch"]);
    const further = editDraft(twice, writeSetting(twice.draft, ["jit", "roles"], "add"), ["jit", "roles"]);
    expect(undoDraft(further).draft).toEqual(twice.draft);
    expect(undoDraft(undoDraft(further)).draft).toEqual(EXPENSES);
    expect(undoDraft(fresh)).toBe(fresh);
  });

  it("stays on screen after saving until the engine answers anew", () => {
    const saved = savedDraft(hold, hold.draft);
    expect(hasChanges(saved)).toBe(false);
    expect(settleDraft(saved, EXPENSES).draft.application.jit.noMatch).toBe("hold");
    const answered = structuredClone(hold.draft);
    expect(settleDraft(saved, answered).draft).toEqual(answered);
  });

  it("keeps its changes when something else was saved", () => {
    const undone = writeSetting(EXPENSES, ["name"], "Costs");
    const settled = settleDraft(hold, undone);
    expect([settled.draft.application.name, settled.draft.application.jit.noMatch]).toEqual(["Costs", "hold"]);
    expect(hasChanges(settled)).toBe(true);
  });
});
