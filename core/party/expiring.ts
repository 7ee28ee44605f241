/** Records with an end, by their keys: sessions, codes, requests that wait for an answer. Times in milliseconds since the epoch. */
export type ExpiringRecords<Item extends { readonly expiresAt: number }> = Readonly<Record<string, Item>>;

/** Those that have not ended yet. */
export function dropExpired<Item extends { readonly expiresAt: number }>(
  records: ExpiringRecords<Item>,
  now: number,
): Record<string, Item> {
  return Object.fromEntries(Object.entries(records).filter(([, { expiresAt }]) => expiresAt > now));
}

/** The same without the oldest of those that belong together, so that one more makes `limit` at the most. */
export function makeRoom<Item extends { readonly expiresAt: number }>(
  records: ExpiringRecords<Item>,
  belongs: (item: Item) => boolean,
  limit: number,
): Record<string, Item> {
  const entries = Object.entries(records);
  const together = entries.filter(([, item]) => belongs(item)).map(([key]) => key);
  const surplus = new Set(together.slice(0, Math.max(0, together.length - limit + 1)));
  return Object.fromEntries(entries.filter(([key]) => !surplus.has(key)));
}
