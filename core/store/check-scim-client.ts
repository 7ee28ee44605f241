import { foldCase } from "../fold-case.ts";
import { matchingRows } from "../provisioning/map-user.ts";
import type { Provisioning } from "../provisioning/settings.ts";
import type { Application } from "../sp/application.ts";
import { checkAllKnown } from "./check-names.ts";
import { formatPath, type PathPart, type Problem } from "./problem.ts";
import type { Workspace } from "./workspace.ts";

type Scim = Extract<Provisioning, { readonly way: "scim" }>;

/** What is checked, and where it stands. */
interface ClientFacts {
  readonly provisioning: Scim;
  readonly application: Application;
  readonly workspace: Workspace;
  /** Of the provisioning settings. */
  readonly path: readonly PathPart[];
}

type Rule = (facts: ClientFacts) => readonly Problem[];

/** The identity provider's SCIM client, beside the server that it speaks to. */
export function checkScimClient(
  provisioning: Scim,
  application: Application,
  path: readonly PathPart[],
  workspace: Workspace,
): readonly Problem[] {
  return RULES.flatMap((check) => check({ provisioning, application, workspace, path }));
}

const RULES: readonly Rule[] = [
  checkServer,
  checkToken,
  checkGroups,
  checkActions,
  checkActive,
  checkMatchedBy,
  checkIdleSwitches,
  checkRoleGroups,
];

function checkServer({ application: { scim, name }, path }: ClientFacts): readonly Problem[] {
  if (scim !== undefined) return [];
  const message = `${name} offers no SCIM: every request will be refused. Give it a SCIM server, or provision it otherwise.`;
  return [warning("NO_SERVER", [...path, "way"], message)];
}

/** Secrets are never told. */
function checkToken({ provisioning, application, path }: ClientFacts): readonly Problem[] {
  const [sent, taken] = [provisioning.client.bearerToken, application.scim?.bearerToken];
  if (sent === undefined || taken === undefined || sent === taken) return [];
  const message = `The client's token is not the one that ${application.name} takes: every request will be refused.`;
  return [warning("TOKEN", [...path, "client", "bearerToken"], message)];
}

function checkGroups({ provisioning: { client }, workspace, path }: ClientFacts): readonly Problem[] {
  const place = [...path, "client", "groups"];
  const known = new Set(workspace.directory.groups.map(({ id }) => id));
  const twice = client.groups.flatMap((id, index): readonly Problem[] =>
    client.groups.indexOf(id) === index
      ? []
      : [{ ...warning("GROUP_TWICE", [...place, index], `The group \`${id}\` is pushed already.`), severity: "error" }],
  );
  return [...checkAllKnown(client.groups, known, place, "group"), ...twice];
}

function checkActions({ provisioning: { client }, path }: ClientFacts): readonly Problem[] {
  if (Object.values(client.actions).includes(true)) return [];
  const message = "The client may neither create, update, disable nor delete: nothing is ever sent.";
  return [warning("NO_ACTION", [...path, "client", "actions"], message)];
}

/** Entra says that somebody is not active only where a row does (`IsSoftDeleted`). */
function checkActive({ provisioning: { client, mappings }, application, path }: ClientFacts): readonly Problem[] {
  if (!isEntra(client.dialect) || !client.actions.disable) return [];
  const says = mappings.some(
    ({ target, apply, source }) =>
      foldCase(target) === "active" && apply === "always" && !(source.kind === "constant" && source.value === true),
  );
  if (says) return [];
  const message = `No row says what \`active\` is, and Entra sends nothing else when somebody leaves: nobody is deactivated in ${application.name}.`;
  return [warning("NO_ACTIVE", [...path, "mappings"], message)];
}

function checkMatchedBy({ provisioning: { client, mappings }, path }: ClientFacts): readonly Problem[] {
  const isOkta = client.dialect.startsWith("okta");
  if (!isOkta) return [];
  return matchingRows(mappings).flatMap((row): readonly Problem[] => {
    if (foldCase(row.target) === "username") return [];
    const message = `Okta looks for accounts by \`userName\` alone: that \`${row.target}\` is to match counts for nothing.`;
    return [warning("MATCHING", [...path, "mappings", mappings.indexOf(row), "matching"], message)];
  });
}

/** Switches that do nothing in this kind of client. */
function checkIdleSwitches({ provisioning: { client }, path }: ClientFacts): readonly Problem[] {
  const idle = (member: keyof typeof client, why: string) => warning("IDLE_SWITCH", [...path, "client", member], why);
  const byEvents = client.runs.on === "events";
  return [
    ...(byEvents && client.deletionThreshold !== undefined
      ? [idle("deletionThreshold", "A client that goes by events has no cycle whose deletions could be counted.")]
      : []),
    ...(client.onDemandForgets === true && !isEntra(client.dialect)
      ? [idle("onDemandForgets", "Only Entra provisions on demand and forgets who was away; here it changes nothing.")]
      : []),
    ...(client.patchOnly === true && client.dialect !== "oktaCatalog"
      ? [idle("patchOnly", "Only applications of Okta's catalogue are sent PATCH alone; here it changes nothing.")]
      : []),
  ];
}

/** Roles that go with a group need the group to be pushed. */
function checkRoleGroups({ provisioning: { client }, application, workspace, path }: ClientFacts): readonly Problem[] {
  const roles = application.scim?.roles;
  if (roles?.from !== "groups") return [];
  const pushed = new Set(
    workspace.directory.groups.filter(({ id }) => client.groups.includes(id)).map(({ name }) => foldCase(name)),
  );
  const missing = roles.groups.filter(({ displayName }) => !pushed.has(foldCase(displayName)));
  return missing.map(({ displayName, role }) => {
    const message = `The role \`${role}\` goes with the group ${JSON.stringify(displayName)}, which is not pushed: nobody gets it by SCIM.`;
    return warning("GROUP_NOT_PUSHED", [...path, "client", "groups"], message);
  });
}

function isEntra(dialect: Scim["client"]["dialect"]): boolean {
  return dialect === "entra" || dialect === "entraScim062020";
}

function warning(code: string, path: readonly PathPart[], message: string): Problem {
  return { code: `WORKSPACE_PROVISIONING_${code}`, path: formatPath(path), message, severity: "warning" };
}
