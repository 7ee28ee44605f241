import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localPath } from "./local-path.ts";

describe("where to go next", () => {
  it.each(["/", "/reports/42?tab=1#top", "/a//b", "/%5Cevil", "/@evil.test"])(
    "%s is a path of this application",
    (path) => {
      expect(localPath(path)).toBe(path);
    },
  );

  it.each([
    "",
    "reports",
    "//evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "https://evil.test/",
    "javascript:alert(1)",
    "/\t/evil.test",
    "/\n/evil.test",
    "/a\\b",
    null,
    undefined,
  ])("%j is not", (text) => {
    expect(localPath(text)).toBeUndefined();
  });

  it("never leads a browser to another origin", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webPath(), fc.string({ unit: fc.constantFrom("/", "\\", ".", "@", ":", "\t", "e") })),
        (text) => {
          const path = localPath(text);
          if (path !== undefined) expect(new URL(path, "https://app.test").origin).toBe("https://app.test");
        },
      ),
    );
  });
});
