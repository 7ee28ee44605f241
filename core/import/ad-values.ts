/** Values of Active Directory (reference: user-formats.md, section 4). */

/** `userAccountControl` with this bit: the account is disabled. */
const ACCOUNT_DISABLED = 2;

/** Whether a person is let in; undefined where the value is no number. */
export function isEnabled(userAccountControl: string): boolean | undefined {
  if (!/^\d{1,10}$/.test(userAccountControl.trim())) return undefined;
  return Math.floor(Number(userAccountControl) / ACCOUNT_DISABLED) % 2 === 0;
}

/** Between 1601, where FILETIME begins, and 1970, in milliseconds. */
const FILETIME_EPOCH_MS = 11_644_473_600_000n;

/** When access ends, in milliseconds since the epoch; undefined: never, or nobody can tell. */
export function expiryOf(accountExpires: string): number | undefined {
  const text = accountExpires.trim();
  if (!/^\d{1,19}$/.test(text)) return undefined;
  const ticks = BigInt(text);
  if (ticks === 0n || ticks === 9_223_372_036_854_775_807n) return undefined;
  return Number(ticks / 10_000n - FILETIME_EPOCH_MS);
}

/** `X'…'` of csvde, and bytes of LDIF, as a GUID is written; any other text as it is. */
export function guidOf(text: string): string {
  const hex = /^X'([0-9a-f]{32})'$/i.exec(text.trim())?.[1];
  return hex === undefined ? text.trim() : guidOfBytes(Buffer.from(hex, "hex"));
}

/** The first three parts of a GUID stand with their lowest byte first. */
export function guidOfBytes(bytes: Uint8Array): string {
  const at = (...places: readonly number[]) =>
    places.map((place) => (bytes[place] ?? 0).toString(16).padStart(2, "0")).join("");
  return [at(3, 2, 1, 0), at(5, 4), at(7, 6), at(8, 9), at(10, 11, 12, 13, 14, 15)].join("-");
}

/** The value of the first part of a distinguished name: `Ada` of `CN=Ada,OU=Staff,DC=acme,DC=test`. */
export function firstNameIn(dn: string): string {
  const first = /^[^=]+=((?:\\.|[^,\\])*)/.exec(dn)?.[1] ?? dn;
  return first.replace(/\\([^0-9a-f])/gi, "$1").trim();
}

/** The domain that an entry stands in: `acme.test` of `CN=Ada,DC=acme,DC=test`; undefined where it names none. */
export function domainOf(dn: string): string | undefined {
  const parts = [...dn.matchAll(/(?:^|,)\s*DC=((?:\\.|[^,\\])+)/gi)].map(([, part = ""]) => part.trim());
  return parts.length === 0 ? undefined : parts.join(".");
}

/**
 * `X'…'` of csvde, and bytes of LDIF, as a security identifier is written: `S-1-5-21-…` (MS-DTYP, section 2.4.2). One that
 * is written so already as it is; undefined where it is neither.
 */
export function sidOf(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^S-1(?:-\d{1,10}){2,16}$/.test(trimmed)) return trimmed;
  const hex = /^X'((?:[0-9a-f]{2}){8,68})'$/i.exec(trimmed)?.[1];
  return hex === undefined ? undefined : sidOfBytes(Buffer.from(hex, "hex"));
}

/** A revision, a count, an authority of six bytes, and as many numbers of four bytes with their lowest byte first. */
function sidOfBytes(bytes: Buffer): string | undefined {
  const [revision, count = 0] = bytes;
  if (revision !== 1 || bytes.length !== 8 + 4 * count) return undefined;
  const parts = Array.from({ length: count }, (_, index) => bytes.readUInt32LE(8 + 4 * index));
  return ["S", revision, bytes.readUIntBE(2, 6), ...parts].join("-");
}
