import fc from "fast-check";
import { expect, it } from "vitest";
import { createSharedTexts } from "./share-texts.ts";

it("gives every text back, however many there are", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom("a", "b"), fc.string()), { maxLength: 3_000 }), (texts) => {
      const share = createSharedTexts();
      expect(texts.map(share)).toEqual(texts);
    }),
  );
});
