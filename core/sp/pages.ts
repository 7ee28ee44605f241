import { accountValue } from "../accounts/account.ts";
import { showValue } from "../attribute-value.ts";
import { escapeHtml, type HttpResponse, htmlResponse } from "../http/message.ts";
import type { SignedIn } from "./session.ts";
import type { ApplicationWorld, Refusal } from "./world.ts";

/** The page of somebody who is signed in: who the application thinks they are, and why. */
export function signedInPage(world: ApplicationWorld, { account, session }: SignedIn): HttpResponse {
  const names = ["userName", ...Object.keys(account.attributes)];
  const rows = names.map((name) => row(name, showValue(accountValue(account, name))));
  const roles = account.roles.map(({ role }) => world.application.roles.find(({ id }) => id === role)?.name ?? role);
  const body = `<h1>${escapeHtml(world.application.name)}</h1><p>Signed in as <strong>${escapeHtml(account.userName)}</strong>.</p>
<form method="post" action="/logout"><button>Sign out</button></form>
<table>${rows.join("")}${row("roles", roles.join(", "))}${row("signed in by", PROTOCOLS[session.protocol])}${row("issuer", session.issuer)}${row("subject", session.subject)}</table>`;
  return htmlResponse(200, world.application.name, body);
}

const PROTOCOLS = { saml: "SAML", oidc: "OpenID Connect", local: "the application itself" } as const;

/** The page of somebody who was not let in. */
export function refusedPage(world: ApplicationWorld, refusal: Refusal): HttpResponse {
  const { name } = world.application;
  const body = `<h1>${escapeHtml(name)} did not sign you in</h1><p>${escapeHtml(refusal.reason)}</p><p><code>${escapeHtml(refusal.code)}</code></p>`;
  return htmlResponse(403, `${name}: not signed in`, body);
}

function row(name: string, value: string): string {
  return `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`;
}
