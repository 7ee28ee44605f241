/** Records with an end, by their keys: sessions, codes, requests that wait for an answer. Times in milliseconds since the epoch. */
export type ExpiringRecords<Item extends { readonly expiresAt: number }> = Readonly<Record<string, Item>>;

/** Those that have not ended yet; the very same records where none has. */
function dropExpired<Item extends { readonly expiresAt: number }>(
  records: ExpiringRecords<Item>,
  now: number,
): ExpiringRecords<Item> {
  if (Object.values(records).every(({ expiresAt }) => expiresAt > now)) return records;
  return Object.fromEntries(Object.entries(records).filter(([, { expiresAt }]) => expiresAt > now));
}

/** How many of the records that belong together are kept at the most. */
export interface Limit<Item> {
  readonly most: number;
  /** Absent: all belong together. */
  readonly belongs?: (item: Item) => boolean;
}

/**
 * The records with one more, at the end where its key is new: without those that have ended, and without the oldest of
 * those beyond a limit.
 */
export function keepRecord<Item extends { readonly expiresAt: number }>(
  records: ExpiringRecords<Item>,
  key: string,
  item: Item,
  now: number,
  limits: readonly Limit<Item>[],
): Record<string, Item> {
  return { ...limits.reduce(makeRoom<Item>, dropExpired(records, now)), [key]: item };
}

/** The same without the oldest of those that belong together, so that one more makes as many as the limit. */
function makeRoom<Item extends { readonly expiresAt: number }>(
  records: ExpiringRecords<Item>,
  { most, belongs = () => true }: Limit<Item>,
): ExpiringRecords<Item> {
  if (Object.values(records).filter(belongs).length < most) return records;
  const together = Object.entries(records).filter(([, item]) => belongs(item));
  const surplus = new Set(together.slice(0, together.length - most + 1).map(([key]) => key));
  return Object.fromEntries(Object.entries(records).filter(([key]) => !surplus.has(key)));
}

/** The same without one; the very same records where it is not among them. */
export function withoutRecord<Item extends { readonly expiresAt: number }>(
  records: ExpiringRecords<Item>,
  key: string,
): ExpiringRecords<Item> {
  if (!Object.hasOwn(records, key)) return records;
  const { [key]: _gone, ...others } = records;
  return others;
}
