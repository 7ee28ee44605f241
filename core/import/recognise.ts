import { readCsvHeader } from "./csv.ts";
import type { ImportKind } from "./import-kind.ts";
import { isPostedResponse } from "./pasted-response.ts";

/** A file's kind as its content shows it, and the words for why; undefined where nothing tells. */
export interface Recognised {
  readonly kind: ImportKind;
  /** What tells: "it has `synchronizationRules`". */
  readonly why: string;
}

/** A JSON document, as far as recognising goes. */
type Json = Readonly<Record<string, unknown>>;

/** Recognises a text. `json`: the document, where the text is JSON. Never throws. */
export function recogniseKind(text: string, json: unknown): Recognised | undefined {
  if (json !== undefined) return recogniseJson(json);
  const start = text
    .slice(0, 2_000)
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (start.startsWith("<")) return recogniseXml(start);
  if (JWT.test(start)) return { kind: "idToken", why: "it is a signed token of three parts" };
  if (isLdif(start)) return { kind: "adLdif", why: "it begins with `dn:`" };
  if (isPostedResponse(start)) return { kind: "samlResponse", why: "it is a posted form with a `SAMLResponse`" };
  if (BASE64_XML.test(start)) return { kind: "samlResponse", why: "it is XML in base64" };
  return recogniseCsv(text);
}

/** The first line that is neither empty, nor a comment that may go on behind a space, nor the version. */
function isLdif(start: string): boolean {
  const first = start.split(/\r?\n/).find((line) => !/^(?:#|\s|version:\s*1\s*$|$)/i.test(line));
  return /^dn::? /i.test(first ?? "") || /^dn:[^,;\t]/i.test(first ?? "");
}

/** Where the token is long, the beginning does not reach as far as its signature. */
const JWT = /^eyJ[\w-]+\.eyJ[\w-]+(?:\.[\w-]*)?\s*$/;
/** `<samlp:Response`, `<?xml` and `<Response` begin so. */
const BASE64_XML = /^(?:PHNhbWxw|PD94bWw|PFJlc3BvbnNl|PHNhbWw)[\w+/=\s]+$/;

function recogniseXml(start: string): Recognised | undefined {
  if (/<(?:\w+:)?Ent(?:ity|ities)Descriptor\b/.test(start))
    return { kind: "samlMetadata", why: "it is an EntityDescriptor" };
  if (/<(?:\w+:)?Response\b/.test(start)) return { kind: "samlResponse", why: "it is a SAML Response" };
  return undefined;
}

/** What tells a JSON object, in the order in which they are asked. */
const OBJECTS: readonly { readonly kind: ImportKind; readonly why: string; is(json: Json): boolean }[] = [
  { kind: "entraSchema", why: "it has `synchronizationRules`", is: (json) => "synchronizationRules" in json },
  {
    kind: "entraJob",
    why: "it has a `schedule` and a `status` with a code",
    is: (json) => "schedule" in json && isObject(json.status) && "code" in json.status,
  },
  {
    kind: "entraSecrets",
    why: "it is a list of keys such as `BaseAddress` and `SecretToken`",
    is: (json) => firstOf(json.value, (entry) => "key" in entry && "value" in entry && !("id" in entry)),
  },
  {
    kind: "oktaMapping",
    why: "it has a `source` and a `target`, one of people in Okta and one of an application's",
    is: (json) => isProfileEnd(json.source) && isProfileEnd(json.target),
  },
  { kind: "oktaGroupRules", why: 'it is of the type "group_rule"', is: isGroupRule },
  {
    kind: "oktaUserNameTemplate",
    why: "it has a `userNameTemplate`",
    is: (json) => isObject(json.credentials) && "userNameTemplate" in json.credentials && !isObject(json.settings),
  },
  {
    kind: "oktaSignOn",
    why: "it has the `settings.signOn` of an application",
    is: (json) => isObject(json.settings) && isObject(json.settings.signOn),
  },
  {
    kind: "oktaAppUserSchema",
    why: "it has `definitions` with the `base` or `custom` attributes of a schema",
    is: (json) => isObject(json.definitions) && ("base" in json.definitions || "custom" in json.definitions),
  },
  {
    kind: "entraClaims",
    why: "it has `optionalClaims` or `groupMembershipClaims`",
    is: (json) => "optionalClaims" in json || "groupMembershipClaims" in json,
  },
  {
    kind: "oidcDiscovery",
    why: "it has an `issuer` and a `jwks_uri`",
    is: (json) => "issuer" in json && "jwks_uri" in json,
  },
  { kind: "oidcClient", why: "it has `redirect_uris`", is: (json) => "redirect_uris" in json },
  { kind: "scimGroups", why: "its `Resources` are groups", is: (json) => firstOf(json.Resources, isScimGroup) },
  { kind: "scimUsers", why: "it has `Resources`, as SCIM lists have", is: (json) => Array.isArray(json.Resources) },
  { kind: "scimUsers", why: "it is a SCIM user", is: (json) => isScim(json) && "userName" in json },
  {
    kind: "entraAppRoleAssignments",
    why: "its entries have an `appRoleId`",
    is: (json) => [json.value, json.appRoleAssignedTo].some((list) => firstOf(list, (entry) => "appRoleId" in entry)),
  },
  {
    kind: "graphGroups",
    why: "its entries have `securityEnabled`, as groups have",
    is: (json) => firstOf(json.value, isGraphGroup),
  },
  {
    kind: "graphUsers",
    why: "its entries have a `userPrincipalName`",
    is: (json) => firstOf(json.value, (entry) => "userPrincipalName" in entry) || "userPrincipalName" in json,
  },
];

function recogniseJson(json: unknown): Recognised | undefined {
  if (Array.isArray(json)) return recogniseList(json);
  if (!isObject(json)) return undefined;
  const found = OBJECTS.find((each) => each.is(json));
  return found === undefined ? undefined : { kind: found.kind, why: found.why };
}

/** Okta's API answers with bare lists; others are a list of what could stand alone. */
function recogniseList(list: readonly unknown[]): Recognised | undefined {
  const first = list.find(isObject);
  if (first === undefined) return undefined;
  if (isGroupRule(first)) return { kind: "oktaGroupRules", why: 'its entries are of the type "group_rule"' };
  if (isObject(first.profile) && isOktaGroup(first)) return { kind: "oktaGroups", why: "its entries are Okta groups" };
  if (isObject(first.profile) && ("scope" in first || isObject(first.credentials) === false) && "externalId" in first)
    return { kind: "oktaAppUsers", why: "its entries have a `profile` and an `externalId`" };
  if (isObject(first.profile)) return { kind: "oktaUsers", why: "its entries have a `profile` and a `status`" };
  if ("userPrincipalName" in first) return { kind: "graphUsers", why: "its entries have a `userPrincipalName`" };
  if ("appRoleId" in first) return { kind: "entraAppRoleAssignments", why: "its entries have an `appRoleId`" };
  return recogniseJson(first);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstOf(list: unknown, is: (entry: Json) => boolean): boolean {
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return isObject(first) && is(first);
}

/** Okta's list of mappings has these, and no `properties`. */
function isProfileEnd(value: unknown): boolean {
  return isObject(value) && (value.type === "user" || value.type === "appuser");
}

function isGroupRule(json: Json): boolean {
  return json.type === "group_rule";
}

function isOktaGroup(json: Json): boolean {
  return ["OKTA_GROUP", "APP_GROUP", "BUILT_IN"].some((type) => type === json.type);
}

function isScim(json: Json): boolean {
  return Array.isArray(json.schemas) && json.schemas.some((id) => String(id).startsWith("urn:ietf:params:scim:"));
}

function isScimGroup(json: Json): boolean {
  return Array.isArray(json.schemas) && json.schemas.some((id) => /:Group$/.test(String(id)));
}

function isGraphGroup(json: Json): boolean {
  return "securityEnabled" in json || ("mailEnabled" in json && "displayName" in json);
}

/** What tells a CSV file: columns that its header has. Asked in this order; the last takes any other table. */
const TABLES: readonly { readonly kind: ImportKind; readonly why: string; is(columns: readonly string[]): boolean }[] =
  [
    {
      kind: "entraBulkTemplate",
      why: "its headings name attributes in brackets: `[userPrincipalName]`",
      is: isBulkTemplate,
    },
    {
      kind: "googleGroupMembersCsv",
      why: "it has `Group Email` and `Member Email`",
      is: (columns) => hasAll(bare(columns), ["Group Email", "Member Email"]),
    },
    { kind: "googleUsersCsv", why: "its headings are Google's: `First Name [Required]`", is: isGoogle },
    { kind: "adCsvde", why: "its first column is `DN`", is: (columns) => columns[0] === "DN" },
    {
      kind: "adPowerShellCsv",
      why: "it has `SamAccountName` and `DistinguishedName`, as Get-ADUser writes them",
      is: (columns) => hasAll(columns, ["SamAccountName", "DistinguishedName"]),
    },
    {
      kind: "oktaUsersCsv",
      why: "it has `login` and `firstName`",
      is: (columns) => hasAll(columns, ["login", "firstName"]),
    },
    {
      kind: "entraGroupMembersCsv",
      why: "it has `isGroup` and `isUser`, as a group's members have",
      is: (columns) => hasAll(columns, ["isUser", "isGroup"]),
    },
    {
      kind: "entraGroupsCsv",
      why: "it has `groupType` and `membershipType`",
      is: (columns) => hasAll(columns, ["groupType", "membershipType"]),
    },
    {
      kind: "entraUsersCsv",
      why: "it has `userPrincipalName`",
      is: (columns) => columns.includes("userPrincipalName"),
    },
    {
      kind: "hrCsv",
      why: "it is a table whose columns no product here is known by",
      is: (columns) => columns.length > 1,
    },
  ];

function recogniseCsv(text: string): Recognised | undefined {
  try {
    const { columns } = readCsvHeader(text, "");
    const found = TABLES.find((table) => table.is(columns));
    return found === undefined ? undefined : { kind: found.kind, why: found.why };
  } catch {
    return undefined;
  }
}

function isBulkTemplate(columns: readonly string[]): boolean {
  return columns.some((column) => /\[userPrincipalName\]/.test(column));
}

function isGoogle(columns: readonly string[]): boolean {
  return (
    columns.some((column) => /\[Required\]/i.test(column)) || hasAll(bare(columns), ["Email Address", "Org Unit Path"])
  );
}

/** Headings without what stands in brackets behind them. */
function bare(columns: readonly string[]): readonly string[] {
  return columns.map((column) => column.replace(/\s*\[[^\]]*\]\s*$/, ""));
}

function hasAll(columns: readonly string[], names: readonly string[]): boolean {
  return names.every((name) => columns.includes(name));
}
