import { type Build, readAny, spanAt } from "./site.ts";
import { describe, fail, numberIn } from "./values.ts";

/**
 * `Convert.toInt(value)`: to the nearest whole number as Java's `Math.round` does, then to 32 bits, so that too large
 * ones overflow (section 5: 2147483647.7 gives -2147483648).
 */
export const buildToInteger: Build = (args, site) => {
  const number = readConverted(args, site);
  return (session) => toJavaInteger(number(session));
};

/** `Convert.toNum(text)` */
export const buildToNumber: Build = (args, site) => readConverted(args, site);

/** Java's long ends here; beyond, `Math.round` stays at its ends, whose lower 32 bits are these. */
const LONG_END = 2 ** 63;

function toJavaInteger(value: number): number {
  const rounded = Math.round(value);
  if (rounded >= LONG_END) return -1;
  if (rounded <= -LONG_END) return 0;
  // `| 0` keeps the lower 32 bits, as Java's cast does; it also turns -0 into 0.
  return rounded | 0;
}

function readConverted(...[args, site]: Parameters<Build>) {
  const run = readAny(args, 0);
  const at = spanAt(site, 0);
  return (session: Parameters<typeof run>[0]): number => {
    const value = run(session);
    if (typeof value === "number") return value;
    const number = typeof value === "string" ? numberIn(value) : undefined;
    if (number !== undefined) return number;
    const found = typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : describe(value);
    return fail("EXPRESSION_NOT_A_NUMBER", `\`${site.name}\` needs a number, and this is ${found}.`, at);
  };
}
