import { describe, expect, it } from "vitest";
import { choicesFor, chooseSetting, chosenOption } from "./expression-settings.ts";

describe("the settings that decide what an expression gives", () => {
  it("are asked about in the order of the reference", () => {
    expect(choicesFor(["oktaSubstring", "oktaNullInText"]).map(({ name }) => name)).toEqual([
      "oktaNullInText",
      "oktaSubstring",
    ]);
  });

  it("are kept only where they are not as they are by themselves", () => {
    const [choice] = choicesFor(["oktaNullInText"]);
    if (choice === undefined) throw new TypeError("There is no such setting.");
    expect(chosenOption(undefined, choice)).toBe("spel");
    const chosen = chooseSetting({ entraSwitchDelta: true }, choice, "empty");
    expect(chosen).toEqual({ entraSwitchDelta: true, oktaNullInText: "empty" });
    expect(chosenOption(chosen, choice)).toBe("empty");
    expect(chooseSetting(chosen, choice, "spel")).toEqual({ entraSwitchDelta: true });
    expect(chooseSetting({ oktaNullInText: "empty" }, choice, "spel")).toBeUndefined();
  });
});
