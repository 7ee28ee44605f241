import type { Step } from "../../core/contract/model.ts";

/** What a step is about, in one word: also the token of its colour. */
export type StepKind = "http" | "saml" | "oidc" | "map" | "store" | "check" | "decide" | "note";

/** The words that stand beside a step. */
export const KIND_WORDS: Readonly<Record<StepKind, string>> = {
  http: "HTTP",
  saml: "SAML",
  oidc: "OIDC",
  map: "map",
  store: "store",
  check: "check",
  decide: "decide",
  note: "note",
};

/** The word for a step. A message is SAML or OpenID Connect by what it carries, and plain HTTP otherwise. */
export function kindOf(step: Step): StepKind {
  switch (step.kind) {
    case "request":
      return messageKind(`${step.request.url} ${step.request.body}`);
    case "response":
      return messageKind(`${locationOf(step.response.headers)} ${step.response.body}`);
    case "artefact":
      return artefactKind(step.artefact.type, step.artefact.text);
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

const SAML = /[?&"]SAML(Request|Response)|^SAMLResponse=| SAML(Request|Response)=|\/saml\/|urn:oasis:names:tc:SAML/;
const OIDC = /\/oidc\/|openid|"id_token"|response_type=code|"keys":/;

function messageKind(text: string): StepKind {
  // An identity provider speaks of SAML in its OpenID Connect messages too: as ways to authenticate.
  if (OIDC.test(text)) return "oidc";
  return SAML.test(text) ? "saml" : "http";
}

function artefactKind(type: string, text: string): StepKind {
  if (type.startsWith("saml")) return "saml";
  return type === "json" && /"protocol": "saml"/.test(text) ? "saml" : "oidc";
}

function locationOf(headers: Readonly<Record<string, string | readonly string[]>>): string {
  const location = headers.location;
  return typeof location === "string" ? location : "";
}

/** Tells whether a step is a message from one party to another, and no work of a party on its own. */
export function isMessage(step: Step): boolean {
  return step.kind === "request" || step.kind === "response";
}

/** Tells whether the action took its turn here: a decision, or the first refusal. A class may guess before it. */
export function isTurn(steps: readonly Step[], step: Step): boolean {
  if (step.kind === "decision") return true;
  return step.status === "refused" && steps.find(({ status }) => status === "refused") === step;
}
