import { escapeHtml, type HttpResponse, htmlResponse } from "../http/message.ts";
import { OIDC_PATH } from "../oidc/discovery.ts";
import type { Call } from "../party/party.ts";
import type { Failure } from "../trace/checklist.ts";
import { type IdentityProviderWorld, idpActor } from "./world.ts";

/**
 * The page that asks whether to sign out: anybody could have sent the browser here (OpenID Connect RP-Initiated Logout,
 * section 2). A page of another site cannot answer it, since its POST would come without the session's cookie.
 */
export function confirmLogoutPage(world: IdentityProviderWorld, parameters: URLSearchParams): HttpResponse {
  const kept = [...parameters].filter(([name]) => name !== "logout");
  const inputs = kept
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join("");
  const body = `<h1>Sign out of ${escapeHtml(world.provider.name)}?</h1><p>You are signed out of the applications that you came to from here, too, as far as they can be told.</p>
<form method="post" action="${OIDC_PATH.endSession}">${inputs}<button name="logout" value="yes">Sign out</button></form>`;
  return htmlResponse(200, `${world.provider.name}: sign out`, body);
}

/** The end of a logout that leads nowhere else. `unconfirmed`: names of applications that did not confirm. */
export function signedOutPage(world: IdentityProviderWorld, call: Call, unconfirmed: readonly string[]): HttpResponse {
  const { name } = world.provider;
  const reason = `The browser is signed out of ${name}.${stillOpen(unconfirmed)}`;
  call.record({
    kind: "outcome",
    from: idpActor(world),
    to: "browser",
    phase: "session",
    status: unconfirmed.length === 0 ? "ok" : "warning",
    title: `The browser is signed out of ${name}`,
    why: reason,
    outcome: { result: "done", code: "SIGNED_OUT", reason, by: idpActor(world) },
  });
  return htmlResponse(200, `${name}: signed out`, `<h1>You are signed out</h1><p>${escapeHtml(reason)}</p>`);
}

/** Goes no further with a logout that cannot be trusted: nothing ends, and the browser is sent nowhere. */
export function refuseLogout(
  world: IdentityProviderWorld,
  call: Call,
  { code, reason, setting }: Pick<Failure<unknown>, "code" | "reason" | "setting">,
): HttpResponse {
  const { name } = world.provider;
  call.record({
    kind: "outcome",
    from: idpActor(world),
    to: "browser",
    phase: "session",
    status: "refused",
    title: `${name} does not sign anybody out`,
    why: reason,
    outcome: {
      result: "refused",
      code,
      reason,
      by: idpActor(world),
      ...(setting === undefined ? {} : { setting }),
    },
  });
  const page = `<h1>${escapeHtml(name)} cannot sign you out</h1><p>${escapeHtml(reason)}</p><p><code>${escapeHtml(code)}</code></p>`;
  return htmlResponse(400, `${name}: not signed out`, page);
}

function stillOpen(names: readonly string[]): string {
  return names.length === 0 ? "" : ` Not confirmed by: ${names.join(", ")}.`;
}
