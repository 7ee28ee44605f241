/**
 * Names that people bring from elsewhere (Entra, spreadsheets, Java, the other one of Okta's languages), and what does
 * the same here: what `instead` would be, and the sentence that says so.
 */
const CLASSIC: Readonly<Record<string, string>> = {
  "String.endsWith": "matches",
  "String.length": "String.len",
  "String.contains": "String.stringContains",
  "String.concat": "String.append",
  "String.trim": "String.removeSpaces",
  "String.toUpper": "String.toUpperCase",
  "String.toLower": "String.toLowerCase",
  "String.switch": "String.stringSwitch",
  "String.split": "Arrays.flatten",
  "Arrays.length": "Arrays.size",
  "Groups.startWith": "Groups.startsWith",
  "Convert.toInteger": "Convert.toInt",
  "Convert.toNumber": "Convert.toNum",
  "DateTime.now": "Time.now",
  ToUpper: "String.toUpperCase",
  ToLower: "String.toLowerCase",
  Append: "String.append",
  Join: "String.join",
  Mid: "String.substring",
  Left: "String.substring",
  Replace: "String.replace",
  StripSpaces: "String.removeSpaces",
  Switch: "String.stringSwitch",
  InStr: "String.stringContains",
  Count: "Arrays.size",
  Item: "Arrays.get",
  Now: "Time.now",
  CStr: "String.append",
  IIF: "? :",
  Coalesce: "?:",
  IsNullOrEmpty: "?:",
  IsMemberOf: "isMemberOfGroup",
};

const IDENTITY_ENGINE: Readonly<Record<string, string>> = {
  "String.len": "length",
  "String.stringContains": "contains",
  "String.toUpperCase": "toUpperCase",
  "String.toLowerCase": "toLowerCase",
  "String.substring": "substring",
  "String.substringBefore": "substringBefore",
  "String.substringAfter": "substringAfter",
  "String.replace": "replace",
  "String.replaceFirst": "replaceFirst",
  "String.removeSpaces": "removeSpaces",
  "String.append": "+",
  "String.join": "+",
  "Arrays.contains": "contains",
  "Arrays.size": "size",
  "Arrays.isEmpty": "isEmpty",
  "Arrays.add": "add",
  "Arrays.remove": "remove",
  "Arrays.flatten": "flatten",
  "Convert.toInt": "toInteger",
  "Convert.toNum": "toNumber",
  len: "length",
  stringContains: "contains",
  toInt: "toInteger",
  toNum: "toNumber",
  isMemberOfGroup: "user.isMemberOf",
  isMemberOfGroupName: "user.isMemberOf",
  isMemberOfAnyGroup: "user.isMemberOf",
};

/** What does here what that name does elsewhere; undefined where nothing is known to. */
export function foreignName(language: string, name: string): string | undefined {
  const names = language === "okta-ie" ? IDENTITY_ENGINE : CLASSIC;
  return Object.hasOwn(names, name) ? names[name] : undefined;
}
