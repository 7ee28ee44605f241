import { z } from "zod";
import type { ClaimMapping, GroupSet } from "../mapping/claim-mapping.ts";
import { readOktaSource } from "../mapping/okta-source.ts";
import type { Source } from "../mapping/source.ts";
import { checkExpression } from "../mapping/try-expression.ts";

const statementSchema = z.looseObject({
  /** EXPRESSION, GROUP */
  type: z.string(),
  name: z.string().min(1),
  namespace: z.string().nullish(),
  values: z.array(z.string()).nullish(),
  filterType: z.string().nullish(),
  filterValue: z.string().nullish(),
});

/** An attribute statement of an application in Okta. */
export type OktaStatement = z.infer<typeof statementSchema>;

/** The SAML sign-on settings of an application in Okta (reference: idp-claims.md, "Okta — SAML"). */
export const oktaApplicationSchema = z.looseObject({
  name: z.string().nullish(),
  label: z.string().nullish(),
  settings: z.looseObject({
    signOn: z.looseObject({
      subjectNameIdTemplate: z.string().nullish(),
      subjectNameIdFormat: z.string().nullish(),
      attributeStatements: z.array(statementSchema).nullish(),
    }),
  }),
});

export type OktaSignOn = z.infer<typeof oktaApplicationSchema>["settings"]["signOn"];

/** Okta's own NameID template: the user name in the application. */
export const OKTA_APP_USER_NAME = `\${user.userName}`;

/** The row that a statement becomes, but for its id; or why it cannot be told what it sends. */
export type ReadStatement = Omit<ClaimMapping, "id"> | { readonly why: string };

/** Reads an attribute statement. One with several values becomes a row with as many sources. */
export function readOktaStatement(statement: OktaStatement): ReadStatement {
  const { type, name, namespace, values } = statement;
  const row = { claim: name, ...(namespace ? { nameFormat: namespace } : {}) };
  if (type === "GROUP") {
    const groups = readGroups(statement);
    return "why" in groups ? groups : { ...row, source: groups };
  }
  if (type !== "EXPRESSION") return { why: `A statement of the type ${JSON.stringify(type)} is not known.` };
  const sources: Source[] = [];
  for (const text of values ?? []) {
    const source = readValue(text);
    if ("why" in source) return source;
    sources.push(source);
  }
  const [first, ...further] = sources;
  if (first === undefined) return { why: "It has no value." };
  return { ...row, source: first, ...(further.length === 0 ? {} : { further }) };
}

function readValue(text: string): Source | { readonly why: string } {
  if (text === "") return { why: "It has an empty value." };
  const read = readOktaSource(text);
  if (read.kind !== "read") return { why: read.why };
  const problem = whyOktaRefuses(read.source);
  return problem === undefined ? read.source : { why: problem };
}

/** How a group statement's filter compares. */
export const OKTA_GROUP_FILTERS: ReadonlyMap<string, NonNullable<GroupSet["filter"]>["operator"]> = new Map([
  ["STARTS_WITH", "startsWith"],
  ["EQUALS", "equals"],
  ["CONTAINS", "contains"],
  ["REGEX", "matches"],
]);

function readGroups({ filterType, filterValue: value }: OktaStatement): GroupSet | { readonly why: string } {
  const operator = OKTA_GROUP_FILTERS.get(filterType ?? "");
  const known = [...OKTA_GROUP_FILTERS.keys()].join(", ");
  if (operator === undefined) return { why: `Its filter is ${JSON.stringify(filterType ?? "")}; ${known} are known.` };
  if (!value) return { why: "Its filter has no value." };
  return { kind: "groups", emit: "name", filter: { operator, value } };
}

/** A template that is one attribute of the person and nothing else. */
const ONE_ATTRIBUTE = /^\$\{user\.([A-Za-z]\w*)\}$/;

/** What a NameID template sends; or why it cannot be used. The user name in the application is taken for the login. */
export function readOktaTemplate(template: string): Source | { readonly why: string } {
  const name = ONE_ATTRIBUTE.exec(template)?.[1];
  if (template === OKTA_APP_USER_NAME || name === "login") return { kind: "attribute", attribute: "userName" };
  if (name !== undefined) return { kind: "attribute", attribute: name };
  const source = { kind: "expression", dialect: "okta-template", text: template } as const;
  const why = whyOktaRefuses(source);
  return why === undefined ? source : { why };
}

/** What the check of an expression finds wrong with it as a claim; undefined: nothing. */
export function whyOktaRefuses(source: Source): string | undefined {
  if (source.kind !== "expression") return undefined;
  const error = checkExpression({ ...source, place: "claim" }).find(({ severity }) => severity === "error");
  return error === undefined ? undefined : `${error.message} (${error.code})`;
}

/** What somebody has to look at before they rely on an expression as a claim: it is taken all the same. */
export function doubtsAboutOkta(source: Source): readonly string[] {
  if (source.kind !== "expression") return [];
  const findings = checkExpression({ ...source, place: "claim" });
  return findings.flatMap(({ severity, message, code }) => (severity === "warning" ? `${message} (${code})` : []));
}
