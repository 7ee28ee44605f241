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
