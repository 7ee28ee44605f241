import { z } from "zod";
import type { Connection } from "../idp/identity-provider.ts";
import { groupSource, presetGroups } from "../idp/preset-settings.ts";
import { PRESETS } from "../idp/product.ts";
import { withImported } from "../imported-document.ts";
import type { ClaimMapping, GroupForm, GroupSet } from "../mapping/claim-mapping.ts";
import { askForApplication, findConnection, withConnection } from "./find-application.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";
import { parseDocument } from "./parse-document.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport, type ReportWriter } from "./report.ts";

const optionalClaimSchema = z.looseObject({
  name: z.string().min(1),
  source: z.string().nullish(),
  essential: z.boolean().nullish(),
  additionalProperties: z.array(z.string()).nullish(),
});

const manifestSchema = z.looseObject({
  displayName: z.string().nullish(),
  name: z.string().nullish(),
  /** `All`, `SecurityGroup`, `DirectoryRole`, `ApplicationGroup`, `None`; several with commas between. */
  groupMembershipClaims: z.string().nullish(),
  optionalClaims: z
    .looseObject({
      idToken: z.array(optionalClaimSchema).nullish(),
      accessToken: z.array(optionalClaimSchema).nullish(),
      saml2Token: z.array(optionalClaimSchema).nullish(),
    })
    .nullish(),
});

type Manifest = z.infer<typeof manifestSchema>;
type OptionalClaim = z.infer<typeof optionalClaimSchema>;

/** Which token of the manifest a protocol here sends. */
const TOKENS = { saml: "saml2Token", oidc: "idToken" } as const;

/**
 * The claims of an application's manifest in Entra: `optionalClaims` and `groupMembershipClaims` (reference: idp-claims.md,
 * "Entra groups claim details"). Rows are added, or take the place of rows for the same claim. The document is kept.
 */
export function planEntraClaims(input: PlannerInput): ImportPlan {
  const { json, file, kind, workspace, importedAt } = input;
  const what = "the claims of an application in Entra";
  const { parsed, document } = parseDocument(manifestSchema, { json, file, what });
  const found = findConnection(input, [parsed.displayName ?? "", parsed.name ?? ""]);
  if (found === undefined) return askForApplication(input);
  const report = createReport();
  const tenant = found.provider.tenant ?? "";
  const withRows = (["saml", "oidc"] as const).reduce<Connection>(
    (connection, protocol) => addClaims(connection, parsed, { protocol, tenant, report }),
    found.connection,
  );
  tellRest(parsed, report);
  const { optionalClaims, groupMembershipClaims } = z
    .object({ optionalClaims: z.json().optional(), groupMembershipClaims: z.json().optional() })
    .parse(document);
  // The rest of a manifest may hold secrets.
  const claims = { optionalClaims: optionalClaims ?? null, groupMembershipClaims: groupMembershipClaims ?? null };
  const imported = withImported(withRows.imported, { kind, file, importedAt, document: claims });
  return {
    kind,
    what: `The claims from ${file} for ${found.application.name}`,
    report: report.finish(),
    questions: [],
    next: withConnection(workspace, found, { connection: { ...withRows, imported } }),
  };
}

interface Reading {
  readonly protocol: "saml" | "oidc";
  readonly tenant: string;
  readonly report: ReportWriter;
}

function addClaims(connection: Connection, manifest: Manifest, reading: Reading): Connection {
  const { protocol } = reading;
  const settings = connection[protocol];
  if (settings === undefined) return connection;
  const listed = manifest.optionalClaims?.[TOKENS[protocol]] ?? [];
  const rows = listed.flatMap((claim, index) => readClaim(claim, index, manifest, reading) ?? []);
  const groups = listed.some(({ name }) => name === "groups") ? [] : groupRow(manifest, undefined, reading);
  const added = [...rows, ...groups];
  const kept = settings.claims.filter((row) => added.every(({ claim, id }) => claim !== row.claim && id !== row.id));
  return { ...connection, [protocol]: { ...settings, claims: [...kept, ...added] } };
}

/** What optional claims are made of here. */
const SOURCES: ReadonlyMap<string, { readonly attribute: string; readonly saml?: string }> = new Map([
  ["email", { attribute: "mail", saml: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress" }],
  ["upn", { attribute: "userName", saml: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn" }],
  ["given_name", { attribute: "givenName" }],
  ["family_name", { attribute: "surname" }],
  ["preferred_username", { attribute: "userName" }],
]);

function readClaim(
  claim: OptionalClaim,
  index: number,
  manifest: Manifest,
  reading: Reading,
): readonly ClaimMapping[] | undefined {
  const { protocol, report } = reading;
  const place = `optionalClaims.${TOKENS[protocol]}[${index}]`;
  if (claim.name === "groups") return groupRow(manifest, claim, reading);
  const known = SOURCES.get(claim.name);
  if (known === undefined) {
    const message = "What it is made of is not known here: it is kept and not sent.";
    report.add({ result: "notUnderstood", place, subject: claim.name, message });
    return undefined;
  }
  report.add({ result: "taken", place, subject: claim.name, message: `It is sent from \`${known.attribute}\`.` });
  const name = protocol === "saml" ? (known.saml ?? claim.name) : claim.name;
  return [{ id: `optional-${claim.name}`, claim: name, source: { kind: "attribute", attribute: known.attribute } }];
}

/** How the groups claim writes groups, by its additional properties. */
const FORMS: Readonly<Record<string, Pick<GroupSet, "emit" | "otherwise">>> = {
  sam_account_name: { emit: "samAccountName" satisfies GroupForm },
  dns_domain_and_sam_account_name: { emit: "dnsSamAccountName" },
  netbios_domain_and_sam_account_name: { emit: "netbiosSamAccountName" },
};

function groupRow(
  manifest: Manifest,
  claim: OptionalClaim | undefined,
  { protocol, tenant, report }: Reading,
): readonly ClaimMapping[] {
  const which = (manifest.groupMembershipClaims ?? "None").split(",").map((text) => text.trim());
  const tell = (result: ReportLine["result"], message: string): void =>
    report.add({ result, place: "groupMembershipClaims", subject: "groups", message });
  const preset = presetGroups(PRESETS.entra, protocol);
  if (preset?.source.kind !== "groups" || which.every((each) => each === "None")) return [];
  if (which.every((each) => each === "DirectoryRole" || each === "None")) {
    tell("notUnderstood", "Directory roles are not known here: `wids` is not sent.");
    return [];
  }
  const properties = claim?.additionalProperties ?? [];
  if (properties.includes("emit_as_roles")) {
    tell("notUnderstood", "Groups in the place of app roles are not sent here; the claim is kept and not used.");
    return [];
  }
  const form = properties.flatMap((each) => (Object.hasOwn(FORMS, each) ? (FORMS[each] ?? []) : []))[0];
  const cloud = properties.includes("cloud_displayname") ? ({ otherwise: "name" } as const) : {};
  const source = {
    ...groupSource(preset.source, { tenant, origin: "", attributeFor: (fact) => fact }),
    ...(form ?? (properties.includes("cloud_displayname") ? ({ emit: "name" } as const) : {})),
    ...(form === undefined ? {} : cloud),
  };
  tellGroups(which, tell);
  return [{ id: "groups", claim: preset.claim, source }];
}

function tellGroups(which: readonly string[], tell: (result: ReportLine["result"], message: string) => void): void {
  if (which.includes("ApplicationGroup")) {
    const message = "Groups that are assigned to the application: all groups are sent here until some are chosen.";
    tell("adapted", message);
  } else if (which.includes("SecurityGroup")) {
    tell("adapted", "Security groups alone: which groups are that is not known here, and all are sent.");
  } else tell("taken", "All groups are sent.");
}

function tellRest({ optionalClaims }: Manifest, report: ReportWriter): void {
  const count = optionalClaims?.accessToken?.length ?? 0;
  if (count === 0) return;
  const message = "Access tokens carry no claims here; they are kept.";
  report.add({ result: "notUnderstood", place: "optionalClaims.accessToken", subject: `${count} claims`, message });
}
