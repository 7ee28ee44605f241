/**
 * Names that people bring from elsewhere (Okta, spreadsheets, Entra's own claim transformations), in lower case, and the
 * function that does it here (`Trim` is a `Replace` with a pattern).
 */
const FOREIGN: Readonly<Record<string, string>> = {
  if: "IIF",
  ifnull: "Coalesce",
  isblank: "IsNullOrEmpty",
  concat: "Append",
  concatenate: "Join",
  contains: "InStr",
  substring: "Mid",
  extract: "Mid",
  extractmailprefix: "Word",
  regexreplace: "Replace",
  trim: "Replace",
  lcase: "ToLower",
  lower: "ToLower",
  tolowercase: "ToLower",
  ucase: "ToUpper",
  upper: "ToUpper",
  touppercase: "ToUpper",
  proper: "PCase",
  "string.append": "Append",
  "string.join": "Join",
  "string.removespaces": "StripSpaces",
  "string.replace": "Replace",
  "string.stringcontains": "InStr",
  "string.stringswitch": "Switch",
  "string.substring": "Mid",
  "string.substringafter": "Word",
  "string.substringbefore": "Word",
  "string.tolowercase": "ToLower",
  "string.touppercase": "ToUpper",
  "arrays.get": "Item",
  "arrays.size": "Count",
  "time.now": "Now",
};

/** What does here what that name does elsewhere; undefined where nothing is known to. */
export function foreignName(name: string): string | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(FOREIGN, key) ? FOREIGN[key] : undefined;
}
