/** How a cookie is sent back: RFC 6265bis, section 4.1.2.7. */
export type SameSite = "Strict" | "Lax" | "None";

/** A `Set-Cookie` field value for a cookie that lasts as long as the browser is open, and that no script can read. */
export function buildCookie(name: string, value: string, sameSite: SameSite): string {
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=${sameSite}`;
}

/** A `Set-Cookie` field value that makes the browser forget the cookie. */
export function buildExpiredCookie(name: string, sameSite: SameSite): string {
  return `${name}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=${sameSite}`;
}
