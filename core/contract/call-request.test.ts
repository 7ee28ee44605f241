import { expect, it } from "vitest";
import { isCallRequest } from "./call-request.ts";

const request = { call: "w-1", method: "app.about", arguments: {} };

it("knows a call by its id and its method, whatever its arguments", () => {
  for (const args of [{}, null, [], "text"]) expect(isCallRequest({ ...request, arguments: args })).toBe(true);
});

it.each([
  ["nothing", null],
  ["a string", "app.about"],
  ["an array", [request]],
  ["without an id", { method: "app.about", arguments: {} }],
  ["with an empty id", { ...request, call: "" }],
  ["with an endless id", { ...request, call: "x".repeat(201) }],
  ["with a method that is no string", { ...request, method: { toString: "app.about" } }],
  ["with a member too many", { ...request, sender: "engine" }],
])("takes for no call what is %s", (_, value) => {
  expect(isCallRequest(value)).toBe(false);
});
