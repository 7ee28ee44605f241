import type { ClientAuthenticationMethod } from "../oidc/settings.ts";

/** What a client needs to know of an identity provider. */
export interface IdentityProviderAddresses {
  readonly id: string;
  readonly name: string;
  readonly saml: {
    readonly ssoUrl: string;
    readonly metadataUrl: string;
    readonly entityId: string;
    /** PEM: what assertions are signed with now. Absent where no RSA key is active. */
    readonly certificate?: string;
  };
  readonly oidc: { readonly issuer: string };
}

/** What a client needs to know of an application, as far as it is set up for it. */
export interface ApplicationAddresses {
  readonly id: string;
  readonly name: string;
  /** Where somebody begins to sign in. */
  readonly loginUrl: string;
  readonly acsUrl?: string;
  readonly entityId?: string;
  readonly metadataUrl?: string;
  readonly oidc?: {
    readonly clientId: string;
    readonly clientSecret?: string;
    /** How the client proves itself at the token endpoint; no other way is taken. */
    readonly clientAuthentication: ClientAuthenticationMethod;
    readonly redirectUri: string;
  };
  readonly scim?: { readonly baseUrl: string; readonly token: string };
}

/**
 * Every address, token and certificate that a real client needs: what `rehearse serve --json` prints. Nothing else of the
 * contract gives a secret away.
 */
export interface LiveAddresses {
  readonly identityProviders: readonly IdentityProviderAddresses[];
  readonly applications: readonly ApplicationAddresses[];
  /** `resetUrl`: a POST puts the workspace back to where it was when live mode began. */
  readonly control?: { readonly resetUrl: string };
  /** Absent: nothing is encrypted. */
  readonly tls?: LiveTls;
}

/** What a client must be told to trust before it talks to live mode by https. */
export interface LiveTls {
  /** PEM: signed by itself, made when live mode started. */
  readonly certificate: string;
  /** Its SHA-256, in pairs of hexadecimal digits: `AB:12:…`. */
  readonly fingerprint: string;
  /** Where the certificate lies, for as long as live mode runs. */
  readonly file?: string;
}

/** Live mode of a workspace: whether its parties listen on this machine, and what was asked of them. */
export interface LiveState {
  readonly running: boolean;
  /** Absent while it does not run. */
  readonly addresses?: LiveAddresses;
  /** Key material that was made in the place of what was missing or published: one sentence each. */
  readonly made: readonly string[];
  /** Requests are saved as runs. False: they are remembered until the workspace is closed, the last of them. */
  readonly saves: boolean;
  /** What is due (cycles, batches, tickets, rules, purges, expiries) happens by itself when its time comes. */
  readonly due: boolean;
  /** Requests since it was last started, and things that came due. */
  readonly count: number;
  /** The last of them, newest first. While it does not run: the last that are kept, also of earlier times. */
  readonly entries: readonly LiveEntry[];
  /** Why what happened could not be saved, the last time that was tried; it is tried again. */
  readonly problem?: string;
}

/** Something that happened in live mode, as a run that can be opened. */
export type LiveEntry = LiveRequest | LiveDue;

interface LiveEntryBase {
  readonly run: string;
  /** By the machine's clock. */
  readonly at: string;
  readonly result: "signedIn" | "refused" | "done";
  /** How it ended, in one sentence. */
  readonly reason: string;
}

/** A request from outside. */
export interface LiveRequest extends LiveEntryBase {
  readonly kind: "request";
  readonly method: string;
  /** Without its query, which may hold secrets. */
  readonly path: string;
  readonly status: number;
  /** The name of whom it was for. */
  readonly party: string;
}

/** Something whose time had come: "Due: SCIM cycle of Jira-like". */
export interface LiveDue extends LiveEntryBase {
  readonly kind: "due";
  readonly title: string;
}
