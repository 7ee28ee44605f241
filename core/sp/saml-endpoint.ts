import { type HttpResponse, htmlResponse } from "../http/message.ts";
import { buildSpMetadata } from "../saml/metadata.ts";
import type { ApplicationWorld } from "./world.ts";

export { handleAcs } from "./saml-acs.ts";
export { startSaml } from "./saml-start.ts";

/** What the application publishes about itself for identity providers (SAML metadata, section 2.4.4). */
export function samlSpMetadata({ application }: ApplicationWorld): HttpResponse {
  const { saml } = application;
  if (saml === undefined) return htmlResponse(404, "Not found", "<h1>Not found</h1>");
  const { entityId, acsUrl, signRequests, key, want, nameIdFormat } = saml;
  const body = buildSpMetadata({
    entityId,
    acsUrl,
    signRequests,
    wantAssertionsSigned: want === "assertionSigned" || want === "bothSigned",
    ...(key === undefined ? {} : { certificate: key.certificate }),
    ...(nameIdFormat === undefined ? {} : { nameIdFormat }),
  });
  return {
    status: 200,
    headers: { "content-type": "application/samlmetadata+xml", "cache-control": "no-store" },
    body,
  };
}
