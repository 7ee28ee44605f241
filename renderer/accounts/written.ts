import type { Account, AttributeValue, IdentityLink } from "../../core/contract/model.ts";
import { WRITER_NAMES } from "../words.ts";

/** One value of an account, with who set it. */
export interface WrittenValue {
  readonly name: string;
  readonly value: AttributeValue;
  readonly by?: string;
  /** Simulated instant. */
  readonly at?: string;
  readonly why?: string;
}

/** Every value of an account: `userName` and `active`, then the attributes as they come. */
export function valuesOf(account: Account): readonly WrittenValue[] {
  const { userName, active, attributes, written } = account;
  return Object.entries({ userName, active, ...attributes }).map(([name, value]) => {
    const writing = Object.hasOwn(written, name) ? written[name] : undefined;
    if (writing === undefined) return { name, value };
    return { name, value, by: WRITER_NAMES[writing.writer], at: writing.at, why: writing.why };
  });
}

/** A NameID format of SAML core, section 8.3, by the last part of its name. */
const FORMAT = /^urn:oasis:names:tc:SAML:[\d.]+:nameid-format:(\w+)$/;

/** An identity link in words: who says so, and what they call the person. */
export function describeLink({ issuer, subject, format }: IdentityLink): string {
  const name = format === undefined ? undefined : (FORMAT.exec(format)?.[1] ?? format);
  return `${issuer} knows this person as ${subject}${name === undefined ? "" : ` (${name})`}.`;
}
