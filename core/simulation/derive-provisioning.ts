import type { DirectoryGroup } from "../directory/directory.ts";
import { foldCase } from "../fold-case.ts";
import type { AttributeMapping } from "../mapping/attribute-mapping.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import { SUBJECT } from "../mapping/evaluate.ts";
import { isRefined } from "../mapping/refine-claim.ts";
import type { Source } from "../mapping/source.ts";
import { nextBatchAfter } from "../provisioning/schedule.ts";
import type { Provisioning, ProvisioningMapping, ProvisioningWay, ScimDialect } from "../provisioning/settings.ts";
import type { ProvisioningState } from "../provisioning/state.ts";
import { pathAt } from "../sp/write-account.ts";
import type { Workspace } from "../store/workspace.ts";
import { type Connected, findConnected, withConnection } from "./find-in-workspace.ts";
import { provisioningStateOf, withProvisioningState } from "./provisioning-state.ts";

/** Enterprise User's manager, whose value is another person's account (RFC 7643, section 4.3). */
const MANAGER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

/**
 * How an application would be provisioned in a way that nobody has set up yet, so that accounts come out as its logins make
 * them: each row takes what a claim is made from and puts it where the login's mapping puts the claim. What a login reads
 * and no attribute of the directory gives is left out. `groups`: those of the directory, so that the ones that the
 * application makes roles of are pushed.
 */
export function deriveProvisioning(
  connected: Connected,
  way: ProvisioningWay,
  groups: readonly DirectoryGroup[] = [],
): Provisioning {
  const mappings = deriveMappings(connected);
  switch (way) {
    case "scim":
      return {
        way,
        mappings,
        client: {
          dialect: dialectFor(connected),
          runs: { on: "cycle", everyMinutes: 40 },
          actions: { create: true, update: true, disable: true, delete: true },
          groups: groupsToPush(connected, groups),
        },
      };
    case "scheduled":
      return { way, mappings, schedule: { on: "daily", at: "02:00" } };
    case "manual":
      return { way, mappings, delayHours: 8, slipRate: 0 };
    case "workflow":
      return {
        way,
        mappings,
        rules: [
          { id: "joiner", on: "joiner", action: "provision" },
          { id: "mover", on: "mover", action: "provision" },
          { id: "leaver", on: "leaver", action: "deactivate" },
        ],
      };
  }
}

/** Groups whose members the application gives roles to. */
function groupsToPush({ application: { scim } }: Connected, groups: readonly DirectoryGroup[]): string[] {
  if (scim?.roles.from !== "groups") return [];
  const names = new Set(scim.roles.groups.map(({ displayName }) => foldCase(displayName)));
  return groups.filter(({ name }) => names.has(foldCase(name))).map(({ id }) => id);
}

/** The most usual client that the application's server understands: Entra as it is, Entra with its flag, or nothing but the RFC. */
function dialectFor({ application: { scim } }: Connected): ScimDialect {
  const { lenientBooleans, lenientOperations, lenientDottedNames } = scim?.behaviour ?? {};
  if (lenientBooleans === true && lenientOperations === true) return "entra";
  return lenientDottedNames === true ? "entraScim062020" : "rfc";
}

/**
 * The workspace in which the application is provisioned in this way from now on; undefined: by logins alone. Its accounts
 * stay, and so does whose they are; what the way before remembered of its cycles is forgotten.
 * @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION, ACTION_NOT_CONNECTED
 */
export function withWay(workspace: Workspace, application: string, provisioning: Provisioning | undefined): Workspace {
  const { provider, connection } = findConnected(workspace, application);
  const { provisioning: _, ...others } = connection;
  const next = withConnection(
    workspace,
    provider.id,
    provisioning === undefined ? others : { ...others, provisioning },
  );
  const { links, groupLinks } = provisioningStateOf(workspace, provider.id, application);
  const state = {
    ...freshMemory(provisioning, Date.parse(workspace.clock.now)),
    links: withoutSources(links),
    groupLinks,
  };
  return withProvisioningState(next, provider.id, application, state);
}

/** What is remembered of provisioning an application apart from whose the accounts are. */
export type ProvisioningMemory = Omit<ProvisioningState, "links" | "groupLinks">;

/** What is remembered where a way begins, at this moment in milliseconds since the epoch. */
export function freshMemory(provisioning: Provisioning | undefined, now: number): ProvisioningMemory {
  const first = provisioning?.way === "scheduled" ? { nextCycleAt: nextBatchAfter(provisioning.schedule, now) } : {};
  return { cycles: 0, escrow: {}, ...first };
}

/** Whose the accounts are, with everybody to be looked at anew. */
export function withoutSources(links: ProvisioningState["links"]): ProvisioningState["links"] {
  return Object.fromEntries(Object.entries(links).map(([person, link]) => [person, { ...link, source: "" }]));
}

function deriveMappings({ connection, application }: Pick<Connected, "connection" | "application">) {
  const derived = application.mappings.flatMap((mapping) => {
    const target = pathAt(application, mapping.target);
    const source = composeSource(mapping, connection);
    return target === undefined || source === undefined ? [] : [rowFor(mapping, target, source)];
  });
  const always: readonly ProvisioningMapping[] = [
    { id: "userName", target: "userName", source: attribute("userName"), apply: "always", required: true, matching: 1 },
    { id: "active", target: "active", source: attribute("active"), apply: "always" },
    { id: "externalId", target: "externalId", source: attribute("id"), apply: "always" },
  ];
  const own = derived.map((row) => (row.target === "userName" ? { ...row, required: true, matching: 1 } : row));
  const missing = always.filter((row) => own.every(({ target, id }) => target !== row.target && id !== row.id));
  return firstOfEach([...own, ...missing]);
}

function rowFor(mapping: AttributeMapping, target: string, source: Source): ProvisioningMapping {
  const { id, apply, required, defaultIfNull } = mapping;
  return {
    id,
    target: target === `${MANAGER}.value` ? MANAGER : target,
    source,
    apply: target === "userName" ? "always" : apply,
    ...(required === undefined ? {} : { required }),
    ...(defaultIfNull === undefined ? {} : { defaultIfNull }),
  };
}

/** One row for a target: a login may have several that follow each other. */
function firstOfEach(rows: readonly ProvisioningMapping[]): ProvisioningMapping[] {
  return rows.filter(({ target }, index) => rows.findIndex((row) => row.target === target) === index);
}

/**
 * What the directory gives for a row of the login: the claim that it reads is followed back to its attribute. An expression
 * over claims cannot be followed.
 */
export function composeSource({ source }: AttributeMapping, connection: Connected["connection"]): Source | undefined {
  if (source.kind === "constant") return source;
  if (source.kind === "expression") return undefined;
  const origin = claimSource(source.attribute, connection);
  if (origin === undefined || origin.kind === "groups") return undefined;
  if (source.kind === "attribute") return origin;
  return origin.kind === "attribute" ? { ...source, attribute: origin.attribute } : undefined;
}

function claimSource(claim: string, { saml, oidc }: Connected["connection"]): ClaimMapping["source"] | undefined {
  if (claim === SUBJECT && saml === undefined) return oidc === undefined ? undefined : attribute("id");
  const claims = [...(oidc?.claims ?? []), ...(saml?.claims ?? [])];
  const row = claim === SUBJECT ? saml?.nameId : claims.find((each) => each.claim === claim);
  // What is done with a source on its way to a claim has no form in provisioning.
  return row === undefined || isRefined(row) ? undefined : row.source;
}

function attribute(name: string): Source {
  return { kind: "attribute", attribute: name };
}
