/**
 * What the window's page may load and do (https://www.w3.org/TR/CSP3/), whoever serves it: everything from its own
 * origin, nothing from elsewhere, no inline script, no `eval`. Inline styles are Mantine's. The page stands in no frame,
 * sends no form, and cannot be given another base.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
