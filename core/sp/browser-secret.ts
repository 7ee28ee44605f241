import { cookiesOf, type HttpRequest } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { randomToken, secretHash } from "../random.ts";

/**
 * The secret that ties a login to this browser: the one of its cookie, where another login of the same browser is under
 * way (two tabs), else a new one. `underWay` are the logins whose answers are awaited, each with the hash of its
 * browser's secret.
 */
export function browserSecret(
  call: Call,
  request: HttpRequest,
  cookieName: string,
  underWay: Readonly<Record<string, { readonly browser: string }>>,
): string {
  const cookie = cookiesOf(request).get(cookieName);
  const hash = cookie === undefined ? undefined : secretHash(cookie);
  const isKnown = Object.values(underWay).some(({ browser }) => browser === hash);
  return cookie !== undefined && isKnown ? cookie : randomToken(call.random);
}
