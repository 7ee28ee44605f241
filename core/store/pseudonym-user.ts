import type { KeptMembers } from "../accounts/account.ts";
import { ENTERPRISE_USER_SCHEMA } from "../scim/enterprise-user-schema.ts";
import { isScimList, isScimObject, type ScimObject, type ScimValue } from "../scim/resource.ts";
import { attribute, COMMON_ATTRIBUTES, findAttribute, type ScimAttribute } from "../scim/schema.ts";
import { USER_SCHEMA } from "../scim/user-schema.ts";
import { extensionUrn } from "../sp/scim-shape.ts";
import type { Pseudonymiser } from "./pseudonym.ts";

/** Replaces what accounts keep of their SCIM users, and drops what it cannot judge. */
export interface UserPseudonymiser {
  /** `application`: the id of the one that keeps it. */
  replace(kept: KeptMembers, application: string): KeptMembers;
  /** Whether anything was dropped so far that is kept nowhere else. */
  hasLeftOut(): boolean;
}

/**
 * Texts that RFC 7643 names are replaced or kept as attributes of their names are ({@link Pseudonymiser}). Whatever else
 * a client sent may tell who somebody is in a way that nobody foresaw: pictures, certificates, links, extensions of
 * others. It is dropped.
 */
export function createUserPseudonymiser(pseudonyms: Pseudonymiser): UserPseudonymiser {
  let leftOut = false;

  function replaceMembers(object: ScimObject, attributes: readonly ScimAttribute[], parent?: string): ScimObject {
    const members = Object.entries(object).flatMap(([name, value]) => {
      const known = findAttribute(attributes, name);
      const replaced = known === undefined ? undefined : replaceValue(value, known, parent);
      leftOut ||= replaced === undefined;
      return replaced === undefined ? [] : [[name, replaced]];
    });
    return Object.fromEntries(members);
  }

  function replaceValue(value: ScimValue, of: ScimAttribute, parent?: string): ScimValue | undefined {
    if (isScimList(value)) {
      const replaced = value.map((each) => (isScimList(each) ? undefined : replaceValue(each, of, parent)));
      leftOut ||= replaced.includes(undefined);
      return replaced.filter((each) => each !== undefined);
    }
    if (value === null) return null;
    if (isScimObject(value)) return of.subAttributes && replaceMembers(value, of.subAttributes, of.name);
    if (typeof value === "boolean") return of.type === "boolean" ? value : undefined;
    return typeof value === "string" && of.type === "string" ? replaceText(value, of, parent) : undefined;
  }

  /** A `value` is judged by what it is a value of: `roles`, `emails`. */
  function replaceText(text: string, { name, canonicalValues }: ScimAttribute, parent: string | undefined): ScimValue {
    if (canonicalValues?.includes(text.toLowerCase()) === true) return text;
    const judged = parent !== undefined && (name === "value" || name === "display") ? parent : name;
    const replaced = pseudonyms.attributes({ [judged]: text })[judged];
    return typeof replaced === "string" ? replaced : "";
  }

  return {
    replace(kept, application) {
      const { [extensionUrn(application)]: _, ...members } = kept;
      return replaceMembers(members, JUDGED);
    },
    hasLeftOut: () => leftOut,
  };
}

/** An extension is a member whose own members are its attributes. */
const ENTERPRISE_USER = attribute(ENTERPRISE_USER_SCHEMA.id, ENTERPRISE_USER_SCHEMA.description, {
  type: "complex",
  subAttributes: ENTERPRISE_USER_SCHEMA.attributes,
});

/** All but passwords, pictures and certificates: of those, nothing that is worth keeping would be left. */
const JUDGED: readonly ScimAttribute[] = [...COMMON_ATTRIBUTES, ...USER_SCHEMA.attributes, ENTERPRISE_USER].filter(
  ({ returned, subAttributes = [] }) => {
    const value = findAttribute(subAttributes, "value");
    return returned !== "never" && (value === undefined || value.type === "string");
  },
);
