/** Records with an end, by their keys: sessions, codes, requests that wait for an answer. Times in milliseconds since the epoch. */
export type ExpiringRecords<Item extends { readonly expiresAt: number }> = Readonly<Record<string, Item>>;

/** Those that have not ended yet; the very same records where none has. */
export function dropExpired<Item extends { readonly expiresAt: number }>(
  records: ExpiringRecords<Item>,
  now: number,
): ExpiringRecords<Item> {
  if (Object.values(records).every(({ expiresAt }) => expiresAt > now)) return records;
  return Object.fromEntries(Object.entries(records).filter(([, { expiresAt }]) => expiresAt > now));
}

/** The same without the oldest of those that belong together, so that one more makes `limit` at the most. */
export function makeRoom<Item extends { readonly expiresAt: number }>(
  records: ExpiringRecords<Item>,
  belongs: (item: Item) => boolean,
  limit: number,
): ExpiringRecords<Item> {
  if (Object.values(records).filter(belongs).length < limit) return records;
  const together = Object.entries(records).filter(([, item]) => belongs(item));
  const surplus = new Set(together.slice(0, together.length - limit + 1).map(([key]) => key));
  return Object.fromEntries(Object.entries(records).filter(([key]) => !surplus.has(key)));
}

/** The same without one. */
export function withoutRecord<Item extends { readonly expiresAt: number }>(
  records: ExpiringRecords<Item>,
  key: string,
): Record<string, Item> {
  const { [key]: _gone, ...others } = records;
  return others;
}
