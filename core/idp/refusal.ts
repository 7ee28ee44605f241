import { escapeHtml, type HttpResponse, htmlResponse } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { type IdentityProviderWorld, idpActor } from "./world.ts";

/** Why the identity provider goes no further. */
export interface IdpRefusal {
  /** Stable: `IDP_USER_DISABLED`, `SAML_REQUEST_ACS`. */
  readonly code: string;
  readonly reason: string;
  readonly application?: string;
  /** The setting to show or change, as a path in the workspace. */
  readonly setting?: string;
  /** 403 where it is about the person, 400 where it is about the request. */
  readonly status: 400 | 403;
}

/** Ends the login at the identity provider: records the outcome and shows an error page. The application hears nothing. */
export function refuseAtIdp(world: IdentityProviderWorld, call: Call, refusal: IdpRefusal): HttpResponse {
  const { status, ...details } = refusal;
  const { name } = world.provider;
  call.record({
    kind: "outcome",
    from: idpActor(world),
    to: "browser",
    phase: "signIn",
    status: "refused",
    title: `${name} goes no further`,
    why: refusal.reason,
    outcome: { result: "refused", by: idpActor(world), ...details },
  });
  const page = `<h1>${escapeHtml(name)} cannot sign you in</h1><p>${escapeHtml(refusal.reason)}</p><p><code>${escapeHtml(refusal.code)}</code></p>`;
  return htmlResponse(status, `${name}: not signed in`, page);
}
