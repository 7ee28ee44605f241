import type { BehaviourCard } from "../cards/card.ts";
import { findCard } from "../cards/cards.ts";
import { compareWithCard } from "../cards/compare.ts";
import type { Configuration, Method } from "../contract/methods.ts";
import type { ApplicationDetail, CardSummary, CertificateSummary, DerivedProvisioning } from "../contract/results.ts";
import { describePolicy } from "../jit/sentences.ts";
import type { ProvisioningWay } from "../provisioning/settings.ts";
import { countPushed } from "../simulation/count-pushed.ts";
import { deriveProvisioning } from "../simulation/derive-provisioning.ts";
import { findConnected } from "../simulation/find-in-workspace.ts";
import { deriveScimSettings } from "../sp/default-scim.ts";
import { readCards } from "../store/card-files.ts";
import { describeCertificate } from "../store/certificate.ts";
import type { Workspace } from "../store/workspace.ts";
import { configurationNames, problemsAbout } from "./check-edit.ts";
import { configurationEdit, findApplication, showConfiguration } from "./configuration.ts";
import type { Handlers } from "./context.ts";
import type { Replacement } from "./edit.ts";
import type { PlannedEdit } from "./edits.ts";
import { connectionPreset } from "./identity-providers.ts";
import { newApplication } from "./new-application.ts";
import { createPace } from "./pace.ts";
import { attributeNames } from "./people-table.ts";

/** Applications and how identity providers are connected to them. */
export const applicationHandlers: Handlers<Extract<Method, `applications.${string}`>> = {
  "applications.cards": async () => ({ cards: (await readCards()).map(summariseCard) }),

  "applications.read": async ({ sessions }, args) => {
    const { workspace } = await sessions.open(args.workspace);
    return describeApplication(workspace, args.application, await readCards());
  },

  "applications.create": async ({ options, sessions }, { workspace, name, card: id, signOn }) => {
    const session = await sessions.open(workspace);
    const card = id === undefined ? undefined : findCard(await readCards(), id);
    let application = "";
    const saved = await session.edit(async (now) => {
      const made = await newApplication(now, { name, signOn, card, now: options.now() });
      application = made.application.id;
      return made.plan;
    });
    return { ...saved, application };
  },

  "applications.save": async (context, { workspace, configuration }) => {
    const session = await context.sessions.open(workspace);
    return session.edit((now) => configurationEdit(now, configuration), createPace(context));
  },

  "applications.derive": async ({ sessions }, { workspace, application, way }) => {
    return derive((await sessions.open(workspace)).workspace, application, way);
  },

  "applications.remove": async ({ sessions }, { workspace, application }) => {
    return (await sessions.open(workspace)).edit((now) => removeApplication(now, application));
  },
};

/** SCIM needs a server to speak to: where there is none, the way rests on the one that would be offered. */
function derive(workspace: Workspace, id: string, way: ProvisioningWay): DerivedProvisioning {
  const connected = findConnected(workspace, id);
  const { groups } = workspace.directory;
  if (way !== "scim" || connected.application.scim !== undefined)
    return { provisioning: deriveProvisioning(connected, way, groups) };
  const scim = deriveScimSettings(connected.application);
  const offering = { ...connected, application: { ...connected.application, scim } };
  return { provisioning: deriveProvisioning(offering, way, groups), scim };
}

function describeApplication(workspace: Workspace, id: string, cards: readonly BehaviourCard[]): ApplicationDetail {
  const { configuration, keptSecrets } = showConfiguration(workspace, id);
  const { application, connection } = configuration;
  const card = cards.find((each) => each.id === application.card);
  const claims = [...(connection.saml?.claims ?? []), ...(connection.oidc?.claims ?? [])];
  const pushes = countPushed(workspace, id);
  const provider = workspace.identityProviders.find((each) => each.id === configuration.provider);
  const preset = provider === undefined ? undefined : connectionPreset(workspace, provider, connection);
  return {
    configuration,
    policy: describePolicy(application.jit),
    ...(card === undefined ? {} : { card }),
    // A setting that is not there is no member, in plain JSON.
    comparisons: card === undefined ? [] : compareWithCard(card, { application, connection }).map(asPlainJson),
    ...(preset === undefined ? {} : { preset }),
    certificates: describeCertificates(configuration),
    keptSecrets,
    claims: [...new Set(claims.map(({ claim }) => claim))],
    directoryAttributes: attributeNames(workspace.directory.users),
    ...(pushes === undefined ? {} : { pushes }),
    problems: problemsAbout(workspace, configurationNames(workspace, id)),
  };
}

/** The certificates on either side, each once, as far as they can be read. */
function describeCertificates({ application, connection }: Configuration): readonly CertificateSummary[] {
  const { key, trust } = application.saml ?? {};
  const { encryptionCertificate, requestCertificates = [] } = connection.saml ?? {};
  const trusted = trust?.kind === "pinned" ? trust.certificates : [];
  const pems = [key?.certificate, encryptionCertificate, ...requestCertificates, ...trusted];
  return [...new Set(pems)].flatMap((pem) => {
    const facts = pem === undefined ? undefined : describeCertificate(pem);
    return pem === undefined || facts === undefined ? [] : [{ pem, ...facts }];
  });
}

function asPlainJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}

/** Takes an application away, with its accounts, its connections and its sessions. */
function removeApplication(workspace: Workspace, id: string): PlannedEdit {
  const { name } = findApplication(workspace, id);
  const providers = workspace.identityProviders.filter(({ connections }) =>
    connections.some(({ application }) => application === id),
  );
  const replacements: readonly Replacement[] = [
    { part: "application", id },
    ...providers.map((provider): Replacement => ({ part: "connection", provider: provider.id, id })),
    ...providers.map((provider): Replacement => ({ part: "provisioning", provider: provider.id, id })),
    { part: "runtime", id },
  ];
  return { edit: { what: `Removed ${name}`, replacements } };
}

function summariseCard({ id, name, origin, date, rules }: BehaviourCard): CardSummary {
  const signOn = rules.filter(({ topic }) => topic === "signOn");
  const known = rules.filter((rule) => rule.known).length;
  return {
    id,
    name,
    origin,
    date,
    signOn: signOn.flatMap((rule) => (rule.known ? [rule.statement] : [])),
    known,
    unknown: rules.length - known,
    ...(switchesJitOff(rules) ? { jitOff: true } : {}),
  };
}

/** What the rules set last holds, as when they are applied. */
function switchesJitOff(rules: BehaviourCard["rules"]): boolean {
  const set = rules.flatMap(({ settings }) => settings).findLast(({ path }) => path === "jit.enabled");
  return set !== undefined && "equals" in set && set.equals === false;
}
