// The data alone: the package's own entry loads the names in every language.
import codes from "i18n-iso-countries/codes.json" with { type: "json" };
import english from "i18n-iso-countries/langs/en.json" with { type: "json" };
import type { ExpressionObject, ExpressionValue } from "../value.ts";
import { type Build, readText, type Site, spanAt } from "./site.ts";
import { fail, objectOf } from "./values.ts";

/** A country of ISO 3166-1. */
interface Country {
  readonly alpha2: string;
  readonly alpha3: string;
  /** Three digits. */
  readonly numeric: string;
  /** In English. */
  readonly name: string;
}

/** Countries by their codes, in upper case, and by their names, in lower case. */
interface Index {
  readonly byCode: ReadonlyMap<string, Country>;
  readonly byName: ReadonlyMap<string, Country>;
}

/** Where Okta's documentation names a country otherwise than the package does first (section 5: `'US'` is `United States`). */
const DOCUMENTED_NAMES: ReadonlyMap<string, string> = new Map([["US", "United States"]]);

let index: Index | undefined;

/** Made when it is asked for first: most expressions never ask. */
function countries(): Index {
  index ??= buildIndex();
  return index;
}

function buildIndex(): Index {
  const byCode = new Map<string, Country>();
  const byName = new Map<string, Country>();
  const names = new Map<string, string | readonly string[]>(Object.entries(english.countries));
  for (const [alpha2 = "", alpha3 = "", numeric = ""] of codes) {
    const written = [names.get(alpha2) ?? alpha2].flat();
    const country = { alpha2, alpha3, numeric, name: DOCUMENTED_NAMES.get(alpha2) ?? written[0] ?? alpha2 };
    for (const code of [alpha2, alpha3, numeric]) byCode.set(code, country);
    for (const name of written) if (!byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), country);
  }
  return { byCode, byName };
}

/** By alpha-2, alpha-3 or numeric code; which one it is shows by its form. A numeric code may lack its zeros. */
function findByCode(code: string): Country | undefined {
  const trimmed = code.trim();
  const key = /^\d{1,3}$/.test(trimmed) ? trimmed.padStart(3, "0") : trimmed.toUpperCase();
  return countries().byCode.get(key);
}

/** A classic function: a code in, the wanted form out; null stays null. Names are not taken (section 3). */
function ofCode(form: keyof Country): Build {
  return (args, site) => {
    const read = readText(args, site, 0);
    return (session) => {
      const code = read(session);
      return code === null ? null : (findByCode(code) ?? noCountry(code, site))[form];
    };
  };
}

export const buildCodeToAlpha2: Build = ofCode("alpha2");
export const buildCodeToAlpha3: Build = ofCode("alpha3");
export const buildCodeToNumeric: Build = ofCode("numeric");
export const buildCodeToName: Build = ofCode("name");

/** `'USA'.parseCountryCode()`: Identity Engine's takes names too, and gives an object. */
export const buildParseCountry: Build = (args, site) => {
  const read = readText(args, site, 0);
  return (session) => {
    const text = read(session) ?? "";
    const country = findByCode(text) ?? countries().byName.get(text.trim().toLowerCase());
    return objectOf("country", { ...(country ?? noCountry(text, site)) });
  };
};

/** `.toAlpha2()` and its like, of a country's object. */
export function buildCountryForm(form: keyof Country): Build {
  return ([country], site) => {
    const at = spanAt(site, 0);
    return (session) => {
      const value = country?.(session);
      if (isCountry(value)) return value.member(form);
      const message = `\`${site.name}\` is called on a country: call \`parseCountryCode()\` before.`;
      return fail("EXPRESSION_TYPE_CLASH", message, at);
    };
  };
}

function isCountry(value: ExpressionValue): value is ExpressionObject {
  return typeof value === "object" && value !== null && "what" in value && value.what === "country";
}

function noCountry(code: string, site: Site): never {
  const message = `${JSON.stringify(code.slice(0, 60))} is no country of ISO 3166-1.`;
  return fail("EXPRESSION_NO_SUCH_COUNTRY", message, spanAt(site, 0));
}
