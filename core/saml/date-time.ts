/** `xs:dateTime` in UTC, the only form that SAML allows: `2026-03-02T09:00:00Z`, seconds with any number of decimals. */
const UTC_DATE_TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/**
 * An `xs:dateTime` as milliseconds since the epoch, undefined for any other text (SAML core, section 1.3.3). Days that
 * no calendar has, such as 30 February, count as other text: `Date.parse` alone would roll them over.
 */
export function parseDateTime(text: string): number | undefined {
  const day = UTC_DATE_TIME.exec(text)?.[1];
  if (day === undefined) return undefined;
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) || !new Date(epochMs).toISOString().startsWith(day) ? undefined : epochMs;
}
