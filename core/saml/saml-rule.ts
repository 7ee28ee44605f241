import type { Rule } from "../trace/checklist.ts";
import type { SamlCheckCode, SamlServiceProvider } from "./settings.ts";

/** A rule about a SAML response that came to an application. */
export interface SamlRule<Subject> extends Rule<Subject> {
  readonly code: SamlCheckCode | SamlFixedCheckCode;
  readonly setting?: keyof SamlServiceProvider;
}

/** Checks that no switch turns off: without them nothing that was read could be trusted, or nothing could be read. */
export type SamlFixedCheckCode =
  | "SAML_ENCODING"
  | "SAML_XML"
  | "SAML_ASSERTION"
  | "SAML_ENCRYPTION"
  | "SAML_DECRYPTION"
  | "SAML_SIGNED"
  | "SAML_SIGNATURE_PROFILE"
  | "SAML_SIGNATURE"
  | "SAML_ATTRIBUTES"
  | "SAML_LIBRARY";
