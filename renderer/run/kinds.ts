import type { HttpRequest, HttpResponse, Step } from "../../core/contract/model.ts";
import { carriedValues, headerText, isScim } from "./http-text.ts";

/** What a step is about, in one word: also the token of its colour. */
export type StepKind = "http" | "saml" | "oidc" | "scim" | "map" | "store" | "check" | "decide" | "note";

/** The words that stand beside a step. */
export const KIND_WORDS: Readonly<Record<StepKind, string>> = {
  http: "HTTP",
  saml: "SAML",
  oidc: "OIDC",
  scim: "SCIM",
  map: "map",
  store: "store",
  check: "check",
  decide: "decide",
  note: "note",
};

const KNOWN = new WeakMap<Step, StepKind>();

/** The word for a step. A message is SAML or OpenID Connect by what it carries, and plain HTTP otherwise. */
export function kindOf(step: Step): StepKind {
  const known = KNOWN.get(step) ?? tellKind(step);
  KNOWN.set(step, known);
  return known;
}

function tellKind(step: Step): StepKind {
  switch (step.kind) {
    case "request":
      return messageKind(step.request);
    case "response":
      return messageKind(step.response);
    case "artefact":
      return step.phase === "import" ? "note" : artefactKind(step.artefact.type, step.artefact.text);
    case "checks":
      return "check";
    case "evaluation":
      return step.phase === "match" ? "store" : "map";
    case "decision":
    case "outcome":
      return "decide";
    case "change":
      return "store";
    case "notice":
      return "note";
  }
}

/** What only the messages of one protocol carry: SAML bindings 3.4 and 3.5; RFC 6749, 4.1; OpenID Connect Core, 3.1.3. */
const SAML_PARTS = ["SAMLRequest", "SAMLResponse", "SAMLart"];
const OIDC_PARTS = ["id_token", "access_token", "response_type", "grant_type", "code", "authorization_endpoint"];

/** By what a message carries, and else by where it goes. What a page says in its text counts for nothing. */
function messageKind(message: HttpRequest | HttpResponse): StepKind {
  if (isScim(message)) return "scim";
  const carried = carriedValues(message);
  if (SAML_PARTS.some((name) => carried.has(name))) return "saml";
  if (OIDC_PARTS.some((name) => carried.has(name))) return "oidc";
  return "url" in message ? addressKind(message.url) : documentKind(message);
}

function addressKind(url: string): StepKind {
  const { pathname } = new URL(url);
  if (/^\/(?:.*\/)?(?:oidc|\.well-known\/openid-configuration)(?:\/|$)/.test(pathname)) return "oidc";
  return /\/saml2?(?:\/|$)/.test(pathname) ? "saml" : "http";
}

/** Metadata is known by its media type (SAML metadata, appendix A), a set of keys by its own (RFC 7517, 8.5.2). */
function documentKind({ headers }: HttpResponse): StepKind {
  const type = headerText(headers, "content-type");
  if (type.startsWith("application/samlmetadata+xml")) return "saml";
  return type.startsWith("application/jwk-set+json") ? "oidc" : "http";
}

function artefactKind(type: string, text: string): StepKind {
  if (type.startsWith("saml")) return "saml";
  return type === "json" && /"protocol": "saml"/.test(text) ? "saml" : "oidc";
}

/** Tells whether a step is a message from one party to another, and no work of a party on its own. */
export function isMessage(step: Step): boolean {
  return step.kind === "request" || step.kind === "response";
}

/** The steps where the action took its turn: decisions, and the first refusal. A class may guess before them. */
export function turnsOf(steps: readonly Step[]): readonly number[] {
  const refused = steps.find(({ status }) => status === "refused");
  return steps.filter((step) => step.kind === "decision" || step === refused).map(({ seq }) => seq);
}
