const UNITS = ["bytes", "kB", "MB", "GB"] as const;

/** A size as a person reads it: `812 bytes`, `147 kB`, `12.4 MB`. */
export function showBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const scaled = bytes / 1000 ** power;
  const digits = power === 0 || scaled >= 100 ? 0 : 1;
  return `${scaled.toFixed(digits)} ${UNITS[power] ?? ""}`;
}
