import type { Configuration, OneChange } from "./methods.ts";
import type { DirectoryUser } from "./model.ts";

/** A change of one attribute of a person. */
export type PersonChange = Extract<OneChange, { readonly kind: "attribute" }>;

/** A change of one setting of an application. */
export type SettingChange = Exclude<OneChange, PersonChange>;

/** The person with the one change, and otherwise as given. */
export function changeAttributeOf(person: DirectoryUser, { name, value }: PersonChange): DirectoryUser {
  const { [name]: _, ...others } = person.attributes;
  return { ...person, attributes: value === undefined ? others : { ...person.attributes, [name]: value } };
}

/**
 * The settings with the one change, and otherwise as given. Undefined: the role rule is not there, or has no value.
 * Whether a value is one that the policy knows is for the engine to check.
 */
export function changeSettingOf(configuration: Configuration, change: SettingChange): Configuration | undefined {
  const { application } = configuration;
  if (change.kind === "policy") {
    const jit = { ...application.jit, [change.member]: change.value };
    return { ...configuration, application: { ...application, jit } };
  }
  const isMeant = (rule: (typeof application.roleRules)[number]): boolean =>
    rule.id === change.rule && "value" in rule.when;
  if (!application.roleRules.some(isMeant)) return undefined;
  const roleRules = application.roleRules.map((rule) =>
    isMeant(rule) && "value" in rule.when ? { ...rule, when: { ...rule.when, value: change.value } } : rule,
  );
  return { ...configuration, application: { ...application, roleRules } };
}
