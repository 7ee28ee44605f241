import { describe, expect, it } from "vitest";
import { ENTRA_FUNCTIONS } from "./entra/signatures.ts";
import { nearestFunction } from "./nearest-function.ts";
import { CLASSIC } from "./okta/classic-language.ts";

const ENTRA = ENTRA_FUNCTIONS.map(({ name }) => name);
const OKTA = [...CLASSIC.functions.keys()];

describe("the function that is meant", () => {
  it.each([
    ["Uper", ENTRA, "ToUpper"],
    ["ToLowr", ENTRA, "ToLower"],
    ["Diacritics", ENTRA, "NormalizeDiacritics"],
    ["String.uper", OKTA, "String.toUpperCase"],
    ["string.uppercase", OKTA, "String.toUpperCase"],
    ["String.length", OKTA, "String.len"],
    ["Strng.len", OKTA, "String.len"],
    ["Array.size", OKTA, "Arrays.size"],
    ["quiteDifferent", ENTRA, undefined],
    ["x", OKTA, undefined],
    ["", ENTRA, undefined],
  ])("%s", (name, known, meant) => {
    expect(nearestFunction(name, known)).toBe(meant);
  });
});
