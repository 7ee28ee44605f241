import type { Trace } from "../trace/step.ts";

/**
 * The number of the first step in which two traces of the same action differ; 0 where none does. Both draw the same ids
 * and times, so that steps which mean the same are the same text, but for what no two runs have in common: signatures
 * with ES256, and what is encrypted.
 */
export function firstDifference(before: Trace, after: Trace): number {
  const [was, is] = [comparable(before), comparable(after)];
  const common = Math.min(was.length, is.length);
  for (let index = 0; index < common; index += 1) if (was[index] !== is[index]) return index + 1;
  return was.length === is.length ? 0 : common + 1;
}

function comparable({ steps }: Trace): readonly string[] {
  const texts = steps.map((step) => JSON.stringify(step));
  const encrypted = texts.some((text) => text.includes("CipherValue"));
  return texts.map((text) => (encrypted ? withoutCiphers(withoutSignature(text)) : withoutSignature(text)));
}

/** A signed token without its signature: header and payload say what it means. */
function withoutSignature(text: string): string {
  return text.replace(/\b(eyJ[\w-]+\.eyJ[\w-]+)\.[\w-]+/g, "$1");
}

/** Without encrypted parts, and without the signatures and messages around them. */
function withoutCiphers(text: string): string {
  return text.replace(/(CipherValue|DigestValue|SignatureValue)>[^<]*</g, "$1><").replace(/[\w+/%=-]{400,}/g, "");
}
