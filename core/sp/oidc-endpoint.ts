export { handleCallback } from "./oidc-callback.ts";
export { startOidc } from "./oidc-start.ts";
