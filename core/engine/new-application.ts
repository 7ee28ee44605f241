import type { BehaviourCard } from "../cards/card.ts";
import type { ApplicationSettings } from "../contract/methods.ts";
import { RehearsalError } from "../errors.ts";
import type { Connection, IdentityProvider } from "../idp/identity-provider.ts";
import { completeKeys } from "../store/key-material.ts";
import { createKeyPair } from "../store/keys.ts";
import type { Workspace } from "../store/workspace.ts";
import { applyCard } from "./apply-card.ts";
import { configurationNames } from "./check-edit.ts";
import { applyEdit, type Replacement, settingsOf } from "./edit.ts";
import type { PlannedEdit } from "./edits.ts";
import { buildConnection, withNameIdSource } from "./new-connection.ts";
import { buildSettings } from "./new-settings.ts";

/** What somebody wishes for. */
export interface NewApplication {
  readonly name: string;
  readonly signOn: "saml" | "oidc";
  /** The kind of application that it is like; undefined: none in particular. */
  readonly card: BehaviourCard | undefined;
  /** The machine's clock, for its key's certificate. */
  readonly now: number;
}

const DAY_MS = 86_400_000;

/**
 * An application to which somebody can log in at once, connected to the first identity provider. Everything but its
 * name, kind and sign-on has a default; a card's settings take the place of these.
 * @throws RehearsalError `APPLICATION_NO_PROVIDER`
 */
export async function newApplication(
  workspace: Workspace,
  wish: NewApplication,
): Promise<{ readonly application: ApplicationSettings; readonly plan: PlannedEdit }> {
  const [provider] = workspace.identityProviders;
  if (provider === undefined) {
    throw new RehearsalError("APPLICATION_NO_PROVIDER", "This workspace has no identity provider to connect it to.");
  }
  const settings = buildSettings(workspace, provider, { ...wish, slug: freeSlug(workspace, wish.name) });
  const drafted = applied(wish.card, settings, {}).application;
  const withKey = await withKeyPair(drafted, workspace, wish.now);
  const draft = buildConnection(workspace, provider, withKey);
  const connection = withNameIdSource(workspace, provider, applied(wish.card, withKey, draft).connection);
  const made = await withSecrets(workspace, provider, withKey, connection, wish.now);
  const replacements: readonly Replacement[] = [
    { part: "application", id: settings.id, value: made.application },
    { part: "connection", provider: provider.id, id: settings.id, value: made.connection },
    { part: "runtime", id: settings.id },
  ];
  const names = configurationNames(applyEdit(workspace, replacements).workspace, settings.id);
  return { application: made.application, plan: { edit: { what: `Added ${wish.name}`, replacements }, names } };
}

function applied<Part extends object>(
  card: BehaviourCard | undefined,
  application: ApplicationSettings,
  connection: Part,
) {
  const subject = { application, connection };
  return card === undefined ? subject : applyCard(card, subject);
}

/** A name for its host and its id: small letters, digits and hyphens. */
function freeSlug({ applications, identityProviders }: Workspace, name: string): string {
  const plain = name.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  const stem =
    plain
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 40)
      .replace(/^-+|-+$/g, "") || "new";
  const taken = new Set([
    ...applications.flatMap(({ id, origin }) => [id, origin]),
    ...identityProviders.map(({ origin }) => origin),
  ]);
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.has(slug) && !taken.has(`https://${slug}-app.test`)) return slug;
  }
}

/** Whoever signs requests, or reads encrypted assertions, needs a key of their own. */
async function withKeyPair(
  application: ApplicationSettings,
  { clock }: Workspace,
  now: number,
): Promise<ApplicationSettings> {
  const { saml, name } = application;
  if (saml === undefined || !(saml.signRequests || saml.wantEncrypted)) return application;
  // Valid by the machine's clock and by the simulated one.
  const notBefore = Math.min(now, Date.parse(clock.now)) - DAY_MS;
  const key = await createKeyPair({ algorithm: "RS256", commonName: name, notBefore, years: 10 });
  return { ...application, saml: { ...saml, key } };
}

/** A confidential client shares a secret with the identity provider, and SCIM clients have a token. */
async function withSecrets(
  workspace: Workspace,
  provider: IdentityProvider,
  application: ApplicationSettings,
  connection: Connection,
  now: number,
): Promise<{ readonly application: ApplicationSettings; readonly connection: Connection }> {
  const alone: Workspace = {
    ...workspace,
    identityProviders: [{ ...provider, connections: [connection] }],
    applications: [{ ...application, accounts: [] }],
  };
  const { workspace: made } = await completeKeys(alone, now);
  const [completed] = made.applications;
  return {
    application: completed === undefined ? application : settingsOf(completed),
    connection: made.identityProviders[0]?.connections[0] ?? connection,
  };
}
