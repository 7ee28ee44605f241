/** Different texts of one column that are remembered; a column with more of them is most likely different in every row. */
const MOST = 512;

/**
 * Gives equal texts as one and the same: of 100,000 people, most are in the same few departments and countries, and their
 * memory would otherwise hold each name of one as many times. A column whose texts differ is left alone soon.
 */
export function createSharedTexts(): (text: string) => string {
  const known = new Map<string, string>();
  let found = 0;
  let missed = 0;
  return (text) => {
    if (missed >= MOST && missed > found) return text;
    const same = known.get(text);
    if (same !== undefined) {
      found += 1;
      return same;
    }
    missed += 1;
    if (known.size < MOST) known.set(text, text);
    return text;
  };
}
