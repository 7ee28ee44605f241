/** Somebody logs in to an application, in a browser of their own that holds no cookies yet. */
export interface LoginAction {
  readonly type: "login";
  /** The person's userName. */
  readonly user: string;
  /** The application's id. */
  readonly application: string;
  readonly protocol: "saml" | "oidc";
  /** Who begins: the application, or the identity provider (SAML only). */
  readonly startAt: "application" | "identityProvider";
}

/** One thing that happens. */
export type Action = LoginAction;
