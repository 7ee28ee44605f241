import type { Configuration, OneChange } from "../../core/contract/methods.ts";
import type { AttributeValue, Condition, DirectoryUser, JitPolicy } from "../../core/contract/model.ts";
import { describeMember } from "../../core/contract/policy.ts";

/** One attribute changed. An empty text takes it away; where there was a list, commas part the values. */
export function changeAttribute({ id, attributes }: DirectoryUser, name: string, text: string): OneChange {
  const before = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  const value = valueFrom(text, before);
  return { kind: "attribute", person: id, name, ...(value === undefined ? {} : { value }) };
}

function valueFrom(text: string, before: AttributeValue | undefined): DirectoryUser["attributes"][string] | undefined {
  if (text.trim() === "") return undefined;
  if (Array.isArray(before))
    return text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "");
  if (typeof before === "boolean" && (text === "true" || text === "false")) return text === "true";
  return typeof before === "number" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** What can be changed of an application, in a few words, with what it can be changed to. */
export interface Setting {
  readonly id: string;
  readonly name: string;
  /** The choices; absent: any text. */
  readonly choices?: readonly { readonly value: string; readonly text: string }[];
  /** What it was when the run began. */
  readonly was: string;
  readonly change: (value: string) => OneChange;
}

/** The members of the policy that are one choice out of a few. */
const CHOICES = {
  enabled: ["true", "false"],
  noMatch: ["create", "hold", "refuse"],
  emailOnlyMatch: ["link", "linkIfVerified", "createSecond", "refuse"],
  deactivated: ["refuse", "reactivate"],
  laterLogins: ["updateAll", "fillEmpty", "nothing"],
  roles: ["replace", "add", "firstLogin"],
  noRoleRuleMatches: ["keepDefault", "keepPresent", "refuse"],
} as const;

type ChoiceName = keyof typeof CHOICES;

const NAMES: Readonly<Record<ChoiceName, string>> = {
  enabled: "Just-in-time provisioning",
  noMatch: "When no account matches",
  emailOnlyMatch: "When only the email matches",
  deactivated: "When the account is deactivated",
  laterLogins: "On later logins",
  roles: "Roles at a login",
  noRoleRuleMatches: "When no role rule holds",
};

/** Everything of an application that can be changed in one go: choices of its policy, and the value of a role rule. */
export function settingsOf(configuration: Configuration): readonly Setting[] {
  const names = Object.keys(CHOICES) as ChoiceName[];
  return [...names.map((name) => policySetting(configuration, name)), ...ruleSettings(configuration)];
}

function policySetting(configuration: Configuration, name: ChoiceName): Setting {
  const { jit } = configuration.application;
  const withChoice = (value: string): JitPolicy => ({ ...jit, [name]: name === "enabled" ? value === "true" : value });
  return {
    id: `jit.${name}`,
    name: NAMES[name],
    choices: CHOICES[name].map((value) => ({ value, text: describeMember(withChoice(value), name).text })),
    was: String(jit[name]),
    change: (value) => ({
      kind: "policy",
      application: configuration.application.id,
      member: name,
      value: name === "enabled" ? value === "true" : value,
    }),
  };
}

/** Rules of one test with a value; what is built of several is changed where the rules are. */
function ruleSettings(configuration: Configuration): readonly Setting[] {
  const { id: application, roleRules, roles } = configuration.application;
  return roleRules.flatMap((rule) => {
    const { when } = rule;
    if (!hasValue(when)) return [];
    const role = roles.find(({ id }) => id === rule.role)?.name ?? rule.role;
    return [
      {
        id: `roleRules.${rule.id}`,
        name: `Role rule: ${role} when ${when.claim} ${TESTS[when.operator]} …`,
        was: when.value,
        change: (value: string): OneChange => ({ kind: "roleRule", application, rule: rule.id, value }),
      },
    ];
  });
}

type ValueTest = Extract<Condition, { readonly value: string }>;

function hasValue(condition: Condition): condition is ValueTest {
  return "value" in condition;
}

const TESTS: Readonly<Record<ValueTest["operator"], string>> = {
  equals: "equals",
  notEquals: "does not equal",
  contains: "contains",
  startsWith: "starts with",
  matches: "matches",
  isMemberOf: "has the member",
};
