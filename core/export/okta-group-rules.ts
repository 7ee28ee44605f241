import { isDeepStrictEqual } from "node:util";
import { RehearsalError } from "../errors.ts";
import type { GroupRule, GroupRules } from "../idp/group-rules.ts";
import type { IdentityProvider } from "../idp/identity-provider.ts";
import { groupsOfRule, OKTA_EXPRESSION, oktaGroupRuleSchema } from "../idp/okta-group-rule.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Exported, ExporterInput, ExportOptions, NotCarried } from "./exported.ts";
import { checkProvider, whichProvider } from "./find-connection.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * The group rules of an identity provider as Okta's API gives them. A rule that was imported is given back as it was but
 * for what has changed since.
 * @throws {RehearsalError} EXPORT_NOTHING, EXPORT_UNKNOWN_IDENTITY_PROVIDER, EXPORT_WHICH_IDENTITY_PROVIDER
 */
export function exportOktaGroupRules({ workspace, options }: ExporterInput): Exported {
  const { provider, groupRules } = findRules(workspace, options);
  const written = groupRules.rules.map((rule) => writeRule(rule, workspace));
  const document = written.flatMap(({ json }) => (json === undefined ? [] : [json]));
  return {
    text: `${JSON.stringify(document, null, 2)}\n`,
    fileName: `${provider.id.replace(/[^A-Za-z0-9._-]/g, "-")}-okta-group-rules.json`,
    notCarried: [...written.flatMap(({ notCarried }) => notCarried), ...describeSetting(groupRules)],
  };
}

interface FoundRules {
  readonly provider: IdentityProvider;
  readonly groupRules: GroupRules;
}

function findRules(workspace: Workspace, { identityProvider: wanted }: ExportOptions): FoundRules {
  checkProvider(workspace, wanted);
  const found = workspace.identityProviders.flatMap((provider): readonly FoundRules[] => {
    const { id, groupRules } = provider;
    return groupRules === undefined || (wanted !== undefined && id !== wanted) ? [] : [{ provider, groupRules }];
  });
  const [only] = found;
  if (found.length > 1) throw whichProvider(found.map(({ provider }) => provider));
  if (only !== undefined) return only;
  throw new RehearsalError("EXPORT_NOTHING", "No identity provider has group rules.");
}

function describeSetting({ whoStopsMatching }: GroupRules): readonly NotCarried[] {
  if (whoStopsMatching === "leaves") return [];
  const message = "That people stay in a group whose rule no longer holds for them is no setting of Okta.";
  return [{ place: "groupRules/whoStopsMatching", message }];
}

interface WrittenRule {
  readonly json?: Json;
  readonly notCarried: readonly NotCarried[];
}

function writeRule(rule: GroupRule, { directory: { groups } }: Workspace): WrittenRule {
  const { id, name, active, when, except, note } = rule;
  const place = `groupRules/rules/${id}`;
  if (!("expression" in when) || when.expression.dialect !== "okta") {
    const message = "Its condition is in no expression of Okta's classic language: the rule is left out.";
    return { notCarried: [{ place, message }] };
  }
  const kept = oktaGroupRuleSchema.safeParse(rule.imported).data;
  const document: Json = isObject(rule.imported) ? rule.imported : {};
  const conditions = memberOf(document, "conditions");
  const users = except?.users ?? [];
  const isSameStatus = kept !== undefined && (kept.status === "ACTIVE") === active;
  const isSameGroups =
    kept !== undefined &&
    isDeepStrictEqual(
      groupsOfRule(kept, groups).map((each) => each.id),
      rule.groups,
    );
  const json: Json = {
    type: "group_rule",
    ...(kept === undefined ? { id } : {}),
    ...document,
    name,
    ...(isSameStatus ? {} : { status: active ? "ACTIVE" : "INACTIVE" }),
    conditions: {
      ...conditions,
      ...(users.length === 0 && kept?.conditions.people?.users?.exclude === undefined
        ? {}
        : { people: peopleOf(conditions, users) }),
      expression: { type: OKTA_EXPRESSION, ...memberOf(conditions, "expression"), value: when.expression.text },
    },
    ...(isSameGroups ? {} : { actions: { assignUserToGroups: { groupIds: rule.groups } } }),
  };
  return { json, notCarried: note === undefined ? [] : [{ place, message: "Its note is left out." }] };
}

function peopleOf(conditions: Json, exclude: readonly string[]): Json {
  const people = memberOf(conditions, "people");
  return { ...people, users: { ...memberOf(people, "users"), exclude } };
}

function memberOf(object: Json, name: string): Json {
  const found = Object.hasOwn(object, name) ? object[name] : undefined;
  return isObject(found) ? found : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
