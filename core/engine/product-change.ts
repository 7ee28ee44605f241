import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Arguments } from "../contract/methods.ts";
import type { ProductEffect, ProductLoss } from "../contract/products.ts";
import { RehearsalError } from "../errors.ts";
import type { Connection, IdentityProvider } from "../idp/identity-provider.ts";
import { applyPreset, fillIn } from "../idp/preset-settings.ts";
import { PRESETS, type Product } from "../idp/product.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";
import { settingsOf } from "./edit.ts";
import { claimsReadBy, withClaimsRead } from "./new-connection.ts";
import { presetContext } from "./preset-context.ts";

/** Which product an identity provider is to be like, and what becomes of its connections. */
export type ProductWish = Omit<Arguments<"identityProviders.plan">, "workspace">;

/** An identity provider as it would be with another product, and what its applications would notice. */
export interface ProductChange {
  readonly before: IdentityProvider;
  readonly after: IdentityProvider;
  readonly effects: readonly ProductEffect[];
}

/**
 * Works out what changing the product would do. Pure.
 * @throws RehearsalError `PROVIDER_UNKNOWN`
 */
export function planProduct(workspace: Workspace, wish: ProductWish): ProductChange {
  const before = workspace.identityProviders.find(({ id }) => id === wish.provider);
  if (before === undefined) {
    const message = `There is no identity provider with the id ${JSON.stringify(wish.provider)}.`;
    throw new RehearsalError("PROVIDER_UNKNOWN", message, { path: "provider" });
  }
  const named = withProduct(before, wish);
  const after = { ...named, connections: before.connections.map((each) => reconnect(workspace, named, each, wish)) };
  return { before, after, effects: after.connections.flatMap((each) => effectOn(workspace, before, after, each)) };
}

/** The provider's own settings: its product, what the organisation is called there, and its issuer if that is wished. */
function withProduct(provider: IdentityProvider, wish: ProductWish): IdentityProvider {
  const { product: _, tenant: __, domains: present = [], ...others } = provider;
  const { product, tenant, issuer, domains = present } = wish;
  const preset = PRESETS[product];
  const name = preset.tenant === undefined ? undefined : (tenant ?? provider.tenant ?? madeUpTenant(provider, product));
  const pattern = preset.saml.issuer?.value;
  const entityId =
    issuer === true && pattern !== undefined ? fillIn(pattern, { ...others, tenant: name ?? "" }) : others.entityId;
  return {
    ...others,
    entityId,
    ...(product === "plain" ? {} : { product }),
    ...(name === undefined ? {} : { tenant: name }),
    ...(domains.length === 0 ? {} : { domains: [...new Set(domains)] }),
  };
}

/** The same for the same origin: a GUID where the product has GUIDs, else the name that stands in the origin. */
function madeUpTenant({ origin }: IdentityProvider, product: Product): string {
  if (PRESETS[product].tenant?.form !== "guid") return new URL(origin).hostname.split(".").at(-2) ?? "organisation";
  const hex = createHash("sha256").update(origin).digest("hex");
  // Version 4 and its variant, so that whoever checks the form of a GUID takes it for one.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function reconnect(
  workspace: Workspace,
  provider: IdentityProvider,
  connection: Connection,
  { product, connections }: ProductWish,
): Connection {
  if (connections === "keep") return connection;
  const applied = applyPreset(connection, PRESETS[product], presetContext(workspace, provider));
  const application = workspace.applications.find(({ id }) => id === connection.application);
  if (connections === "defaults" || application === undefined) return applied;
  return withClaimsRead(workspace, provider, settingsOf(application), applied);
}

function effectOn(
  { applications }: Workspace,
  before: IdentityProvider,
  after: IdentityProvider,
  connection: Connection,
): readonly ProductEffect[] {
  const application = applications.find(({ id }) => id === connection.application);
  const was = before.connections.find((each) => each.application === connection.application);
  if (application === undefined || was === undefined) return [];
  const protocol = application.signOn;
  const losses = [
    ...(protocol === "saml" ? issuerLoss(application, before, after) : []),
    ...subjectLoss(was, connection, protocol),
    ...claimLosses(application, was[protocol]?.claims ?? [], connection[protocol]?.claims ?? []),
  ];
  const changed = !isDeepStrictEqual(was, connection);
  return changed || losses.length > 0 ? [{ application: application.id, name: application.name, changed, losses }] : [];
}

/** Logins are refused until the application trusts the new issuer. */
function issuerLoss(
  { name, saml }: Application,
  before: IdentityProvider,
  { entityId }: IdentityProvider,
): readonly ProductLoss[] {
  if (saml?.trust.entityId !== before.entityId || entityId === before.entityId) return [];
  const message = `${name} trusts the issuer ${before.entityId}; it refuses messages from ${entityId} until it is told.`;
  return [{ kind: "issuer", message }];
}

/** Whoever is known by the old identifier is not recognised by the new one. */
function subjectLoss(was: Connection, is: Connection, protocol: "saml" | "oidc"): readonly ProductLoss[] {
  const sameNameId = isDeepStrictEqual(madeOf(was), madeOf(is));
  if (protocol === "saml" && !sameNameId) {
    const message = `The NameID changes from ${describeNameId(was)} to ${describeNameId(is)}: whoever is known by the old one alone is taken for somebody new.`;
    return [{ kind: "subject", message }];
  }
  if (protocol === "saml" || was.oidc?.subject === is.oidc?.subject) return [];
  const message = `\`sub\` changes from ${was.oidc?.subject} to ${is.oidc?.subject}: whoever is known by the old one alone is taken for somebody new.`;
  return [{ kind: "subject", message }];
}

/** What a NameID is made of, for whoever has a value. */
function madeOf({ saml }: Connection): unknown {
  const { whenEmpty: _, ...made } = saml?.nameId ?? {};
  return made;
}

function describeNameId({ saml }: Connection): string {
  if (saml === undefined) return "none";
  const { format, source } = saml.nameId;
  const made = format === "persistent" || format === "transient";
  return made || source.kind !== "attribute" ? format : `${format} (\`${source.attribute}\`)`;
}

function claimLosses(
  application: Application,
  was: readonly ClaimMapping[],
  is: readonly ClaimMapping[],
): readonly ProductLoss[] {
  return claimsReadBy(settingsOf(application)).flatMap((claim): readonly ProductLoss[] => {
    const before = was.find((row) => row.claim === claim);
    const after = is.find((row) => row.claim === claim);
    if (before === undefined) return [];
    if (after === undefined) {
      const message = `It reads the claim \`${claim}\`, which would no longer be sent.`;
      return [{ kind: "claim", claim, message }];
    }
    return formLoss(claim, before, after);
  });
}

/** Groups in another form match no rule that was written for the old one. */
function formLoss(claim: string, { source: was }: ClaimMapping, after: ClaimMapping): readonly ProductLoss[] {
  const { source: is, severalValues } = after;
  if (was.kind !== "groups" || is.kind !== "groups") return [];
  const other =
    was.emit === is.emit ? [] : [`\`${claim}\` would carry each group's ${is.emit} instead of its ${was.emit}.`];
  const joined =
    severalValues === "joined" ? [`Several groups in \`${claim}\` would be one text with \`;\` between.`] : [];
  return [...other, ...joined].map((message) => ({ kind: "form", claim, message }));
}
