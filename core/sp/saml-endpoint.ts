import { type HttpResponse, htmlResponse } from "../http/message.ts";
import { buildSpMetadata } from "../saml/metadata.ts";
import { SLO_PATH, SLO_SOAP_PATH } from "./logout-saml.ts";
import type { ApplicationWorld } from "./world.ts";

export { handleAcs } from "./saml-acs.ts";
export { startSaml } from "./saml-start.ts";

/** What the application publishes about itself for identity providers (SAML metadata, section 2.4.4). */
export function samlSpMetadata({ application }: Pick<ApplicationWorld, "application">): HttpResponse {
  const { saml } = application;
  if (saml === undefined) return htmlResponse(404, "Not found", "<h1>Not found</h1>");
  const { entityId, acsUrl, signRequests, key, want, nameIdFormat, singleLogout = false } = saml;
  const urlOf = (path: string) => new URL(path, application.origin).href;
  const body = buildSpMetadata({
    entityId,
    acsUrl,
    signRequests,
    wantAssertionsSigned: want === "assertionSigned" || want === "bothSigned",
    ...(key === undefined ? {} : { certificate: key.certificate }),
    ...(nameIdFormat === undefined ? {} : { nameIdFormat }),
    ...(singleLogout ? { slo: { browser: urlOf(SLO_PATH), soap: urlOf(SLO_SOAP_PATH) } } : {}),
  });
  return {
    status: 200,
    headers: { "content-type": "application/samlmetadata+xml", "cache-control": "no-store" },
    body,
  };
}
