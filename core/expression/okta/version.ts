import { type Build, readText, type Site, spanAt } from "./site.ts";
import { fail } from "./values.ts";

/** `'14.2'.versionGreaterThan('14.1.9')`: numbers between dots, part by part; a part that is missing is 0. */
export const buildVersionGreater: Build = comparing((order) => order > 0);

/** `'14.2'.versionLessThan('14.10')` */
export const buildVersionLess: Build = comparing((order) => order < 0);

function comparing(holds: (order: number) => boolean): Build {
  return (args, site) => {
    const own = readText(args, site, 0);
    const other = readText(args, site, 1);
    return (session) => {
      const left = parseVersion(own(session) ?? "", site, 0);
      return holds(orderOf(left, parseVersion(other(session) ?? "", site, 1)));
    };
  };
}

function parseVersion(text: string, site: Site, index: number): readonly number[] {
  if (/^\d{1,15}(?:\.\d{1,15})*$/.test(text)) return text.split(".").map(Number);
  const message = `A version is numbers with dots between them, such as 14.2.1; this is ${JSON.stringify(text.slice(0, 60))}.`;
  return fail("EXPRESSION_NOT_A_VALUE", message, spanAt(site, index));
}

function orderOf(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
