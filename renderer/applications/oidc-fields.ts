import type { FieldPair } from "./connection-fields.ts";

const AUTHENTICATION = [
  ["client_secret_basic", "client_secret_basic"],
  ["client_secret_post", "client_secret_post"],
  ["none", "none (public client)"],
] as const;

const ALGORITHMS = [
  ["RS256", "RS256"],
  ["ES256", "ES256"],
] as const;

const SCOPES = [
  ["openid", "openid"],
  ["profile", "profile"],
  ["email", "email"],
  ["groups", "groups"],
] as const;

/** The settings of an OpenID Connect connection, both sides next to each other. */
export const OIDC_PAIRS: readonly FieldPair[] = [
  {
    title: "Who the application is",
    identityProvider: [
      {
        path: "connection/oidc/clientId",
        label: "Client ID",
        help: "The application as registered here; it becomes the ID token's aud.",
        spec: "OpenID Connect Core 2",
        control: { kind: "text" },
      },
    ],
    application: [
      {
        path: "oidc/clientId",
        label: "Client ID",
        help: "What the application calls itself; an ID token for any other is refused.",
        spec: "OpenID Connect Core 3.1.3.7",
        control: { kind: "text" },
      },
    ],
  },
  {
    title: "Where the code goes",
    identityProvider: [
      {
        path: "connection/oidc/redirectUris",
        label: "Redirect URIs",
        help: "Compared character by character.",
        spec: "RFC 9700 4.1.3",
        control: { kind: "texts" },
      },
    ],
    application: [
      {
        path: "oidc/redirectUri",
        label: "Redirect URI",
        help: "Where the application takes the code.",
        spec: "OpenID Connect Core 3.1.2.1",
        control: { kind: "text" },
      },
    ],
  },
  {
    title: "Client authentication",
    identityProvider: [
      {
        path: "connection/oidc/clientAuthentication",
        label: "Method",
        help: "How the application proves itself at the token endpoint.",
        spec: "OpenID Connect Core 9",
        control: { kind: "choice", options: AUTHENTICATION },
      },
      {
        path: "connection/oidc/clientSecret",
        label: "Client secret",
        help: "Kept, and never shown.",
        control: { kind: "secret" },
      },
    ],
    application: [
      {
        path: "oidc/clientAuthentication",
        label: "Method",
        help: "What the application does at the token endpoint.",
        spec: "OpenID Connect Core 9",
        control: { kind: "choice", options: AUTHENTICATION },
      },
      {
        path: "oidc/clientSecret",
        label: "Client secret",
        help: "Must be the same on both sides.",
        control: { kind: "secret" },
      },
    ],
  },
  {
    title: "PKCE",
    identityProvider: [
      {
        path: "connection/oidc/requirePkce",
        label: "Requires PKCE",
        help: "A request without a code challenge is refused.",
        spec: "RFC 9700 2.1.1",
        control: { kind: "switch" },
      },
    ],
    application: [
      {
        path: "oidc/pkce",
        label: "Uses PKCE",
        help: "So that a stolen code is worth nothing.",
        spec: "RFC 7636",
        control: { kind: "switch" },
      },
    ],
  },
  {
    title: "Scopes",
    identityProvider: [
      {
        path: "connection/oidc/scopes",
        label: "Scopes granted",
        help: "What the application may ask for; a claim may hang on a scope.",
        spec: "OpenID Connect Core 5.4",
        control: { kind: "several", options: SCOPES },
      },
    ],
    application: [
      {
        path: "oidc/scopes",
        label: "Scopes asked for",
        help: "openid makes it OpenID Connect.",
        spec: "OpenID Connect Core 3.1.2.1",
        control: { kind: "texts", suggestions: SCOPES.map(([scope]) => scope) },
      },
    ],
  },
  {
    title: "Issuer and subject",
    identityProvider: [
      {
        path: "connection/oidc/subject",
        label: "Subject (sub)",
        help: "Pairwise: another one for each application.",
        spec: "OpenID Connect Core 8",
        control: {
          kind: "choice",
          options: [
            ["public", "public"],
            ["pairwise", "pairwise"],
          ],
        },
      },
    ],
    application: [
      {
        path: "oidc/issuer",
        label: "Issuer",
        help: "Everything else is discovered from it.",
        spec: "OpenID Connect Discovery 4",
        control: { kind: "text" },
      },
    ],
  },
  {
    title: "Signature of the ID token",
    identityProvider: [
      {
        path: "connection/oidc/idTokenAlgorithm",
        label: "Signs by",
        help: "An active key of this kind must be there.",
        spec: "RFC 7518 3.1",
        control: { kind: "choice", options: ALGORITHMS },
      },
    ],
    application: [
      {
        path: "oidc/algorithms",
        label: "Algorithms accepted",
        help: "none and symmetric ones never are.",
        spec: "OpenID Connect Core 3.1.3.7",
        control: { kind: "several", options: ALGORITHMS },
      },
    ],
  },
  {
    title: "Times",
    identityProvider: [
      {
        path: "connection/oidc/codeLifetimeSeconds",
        label: "A code holds for",
        help: "It can be used once.",
        spec: "RFC 6749 4.1.2",
        control: { kind: "number", unit: "seconds", max: 86_400 },
      },
      {
        path: "connection/oidc/tokenLifetimeSeconds",
        label: "An ID token holds for",
        help: "exp is that much later.",
        spec: "OpenID Connect Core 2",
        control: { kind: "number", unit: "seconds", max: 86_400 },
      },
    ],
    application: [
      {
        path: "oidc/clockSkewSeconds",
        label: "Clock skew allowed",
        help: "How far the two clocks may differ.",
        control: { kind: "number", unit: "seconds", max: 3_600 },
      },
    ],
  },
  {
    title: "What else the application asks",
    identityProvider: [],
    application: [
      {
        path: "oidc/userinfo",
        label: "Asks userinfo as well",
        help: "Claims that the ID token does not carry come from there.",
        spec: "OpenID Connect Core 5.3",
        control: { kind: "switch" },
      },
      {
        path: "oidc/prompt",
        label: "prompt",
        help: "login: sign in afresh. none: no interaction at all.",
        spec: "OpenID Connect Core 3.1.2.1",
        control: {
          kind: "choice",
          options: [
            ["login", "login"],
            ["none", "none"],
          ],
          absent: "not sent",
        },
      },
      {
        path: "oidc/maxAgeSeconds",
        label: "max_age",
        help: "How long ago the sign-in may be; empty leaves it out.",
        spec: "OpenID Connect Core 3.1.2.1",
        control: { kind: "number", unit: "seconds", max: 31_536_000, optional: true },
      },
      {
        path: "oidc/acrValues",
        label: "acr_values",
        help: "The strength of the sign-in that is asked for.",
        spec: "OpenID Connect Core 3.1.2.1",
        control: { kind: "texts", optional: true },
      },
    ],
  },
];
