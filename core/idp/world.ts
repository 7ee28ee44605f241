import type { Directory, DirectoryUser } from "../directory/directory.ts";
import type { HttpResponse } from "../http/message.ts";
import type { Call, Cell } from "../party/party.ts";
import type { Connection, IdentityProvider } from "./identity-provider.ts";
import type { AuthenticationMethod, IdentityProviderState, PendingOidc, PendingSaml } from "./state.ts";

/** What an identity provider works with: its settings, the people, and what it remembers. */
export interface IdentityProviderWorld {
  readonly provider: IdentityProvider;
  readonly directory: Directory;
  readonly state: Cell<IdentityProviderState>;
  /** The name of an application, for pages and steps. */
  applicationName(id: string): string;
}

/** Somebody who proved who they are. */
export interface Authenticated {
  readonly user: DirectoryUser;
  /** SessionIndex of SAML, `sid` of OIDC. */
  readonly sessionIndex: string;
  /** Milliseconds since the epoch. */
  readonly authenticatedAt: number;
  readonly methods: readonly AuthenticationMethod[];
}

/** How a sign-in ended for the protocol that asked for it. */
export type SignInResult =
  | { readonly kind: "authenticated"; readonly by: Authenticated }
  /** The application wanted no page shown, but one is needed: `NoPassive`, `login_required`. */
  | { readonly kind: "noPassive" }
  /** The authentication asked for cannot be met: `NoAuthnContext`, `unmet_authentication_requirements`. */
  | { readonly kind: "noAuthnContext"; readonly reason: string };

/** What a request demands of the sign-in. */
export interface SignInDemands {
  /** Ask again, even if a session is open: ForceAuthn, `prompt=login`. */
  readonly forceAuthn: boolean;
  /** Show nothing: IsPassive, `prompt=none`. */
  readonly isPassive: boolean;
  readonly secondFactor: boolean;
  /** A session older than that counts as none: `max_age`. */
  readonly maxAgeSeconds?: number;
}

/** Turns the result of a sign-in into the protocol's answer to the application. */
export type Answer<Pending extends PendingSaml | PendingOidc> = (
  world: IdentityProviderWorld,
  call: Call,
  pending: Pending,
  result: SignInResult,
) => Promise<HttpResponse>;

/** The connection to an application. */
export function connectionTo(world: IdentityProviderWorld, application: string): Connection | undefined {
  return world.provider.connections.find((connection) => connection.application === application);
}

/** Actor ids of the trace. */
export function idpActor(world: IdentityProviderWorld): string {
  return `idp:${world.provider.id}`;
}
