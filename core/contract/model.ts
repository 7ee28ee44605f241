/**
 * The words of the model, for the window: types alone, so that nothing of the engine comes with them. A view imports
 * from `core/contract` and from nowhere else.
 */
export type { Account, AccountAttribute, IdentityLink, Role, RoleGrant, Writer, Written } from "../accounts/account.ts";
export type { Attributes, AttributeValue, Scalar } from "../attribute-value.ts";
export type { BehaviourCard, CardRule, CardSetting } from "../cards/card.ts";
export type { SettingComparison } from "../cards/compare.ts";
export type { DirectoryGroup, DirectoryUser } from "../directory/directory.ts";
export type { ExpressionSettings } from "../expression/dialect.ts";
export type { HttpRequest, HttpResponse } from "../http/message.ts";
export type { AppRole } from "../idp/app-role.ts";
export type { GroupRule, GroupRules } from "../idp/group-rules.ts";
export type { Connection } from "../idp/identity-provider.ts";
export type { JitPolicy, MatchAttribute } from "../jit/policy.ts";
export type { PolicySentence } from "../jit/sentences.ts";
export type { AttributeMapping } from "../mapping/attribute-mapping.ts";
export type { ClaimMapping, GroupSet } from "../mapping/claim-mapping.ts";
export type { ClaimCondition, ClaimOperand, ClaimTransformation } from "../mapping/claim-transformation.ts";
export type { ClaimTest, Condition, EntraFilters, ExpressionCondition } from "../mapping/condition.ts";
export type { RoleRule } from "../mapping/role-rule.ts";
export type { Source } from "../mapping/source.ts";
export type { Note } from "../note.ts";
export type { OidcConnection, OidcRelyingParty } from "../oidc/settings.ts";
export type {
  HrEvent,
  Provisioning,
  ProvisioningMapping,
  ProvisioningWay,
  ScimClientSettings,
  WorkflowRule,
} from "../provisioning/settings.ts";
export type { SamlCheckCode, SamlConnection, SamlServiceProvider } from "../saml/settings.ts";
export type { ScimBehaviour, ScimBinding, ScimRoles, ScimServerSettings } from "../scim/settings.ts";
export type { Action, EditAccountAction, LoginAction, PassTimeAction } from "../simulation/action.ts";
export type { Conflict } from "../simulation/conflicts.ts";
export type { DueAction } from "../simulation/due-action.ts";
export type { LiveAction } from "../simulation/live-action.ts";
export type { AccountOwner } from "../simulation/ownership.ts";
export type { Finding } from "../simulation/reconcile.ts";
export type { HistoryEntry } from "../store/journal.ts";
export type { Problem } from "../store/problem.ts";
export type { AccountBefore } from "../store/record.ts";
export type {
  Actor,
  Artefact,
  Change,
  Check,
  ConsideredRule,
  Decision,
  Evaluation,
  Outcome,
  PeopleResults,
  Phase,
  Step,
  StepStatus,
  Trace,
} from "../trace/step.ts";
