import type { Account } from "../accounts/account.ts";
import type { AttributeValue } from "../attribute-value.ts";
import type { BehaviourCard } from "../cards/card.ts";
import type { SettingComparison } from "../cards/compare.ts";
import type { Comparison } from "../compare/compare.ts";
import type { ReplayRequest } from "../compare/events-from-journal.ts";
import type { ComparePresets } from "../compare/presets.ts";
import type { DirectoryGroup, DirectoryUser } from "../directory/directory.ts";
import type { HrSettings } from "../directory/hr.ts";
import type { PolicySentence } from "../jit/sentences.ts";
import type { Provisioning, ProvisioningWay } from "../provisioning/settings.ts";
import type { ScimServerSettings } from "../scim/settings.ts";
import type { Action } from "../simulation/action.ts";
import type { Conflict } from "../simulation/conflicts.ts";
import type { DueAction } from "../simulation/due-action.ts";
import type { LiveAction } from "../simulation/live-action.ts";
import type { AccountOwner } from "../simulation/ownership.ts";
import type { Finding } from "../simulation/reconcile.ts";
import type { CertificateFacts } from "../store/certificate.ts";
import type { HistoryEntry } from "../store/journal.ts";
import type { Access } from "../store/open-workspace.ts";
import type { Problem } from "../store/problem.ts";
import type { AccountBefore } from "../store/record.ts";
import type { Change, Decision, Evaluation, Outcome, Trace } from "../trace/step.ts";
import type { Exported, ExportKindItem } from "./exports.ts";
import type { ExpressionLanguage, ExpressionTrial, RowPopulation } from "./expression-results.ts";
import type { GroupRulePlan, ProviderGroupRules } from "./group-rules.ts";
import type { ImportKindItem, ImportPreview } from "./imports.ts";
import type { LiveState } from "./live.ts";
import type { Configuration, Method } from "./methods.ts";
import type { ConnectionPreset, ProductEffect, ProductSummary, ProviderProduct } from "./products.ts";

/** What each method gives: plain JSON, read-only. */
export interface Results {
  "app.about": About;
  "workspaces.list": WorkspaceList;
  "workspaces.create": { readonly workspace: string };
  "workspaces.import": { readonly workspace: string };
  "workspaces.open": WorkspaceSummary;
  "workspaces.close": Done;
  "workspaces.remove": Done;
  "workspaces.share": SharedCopy;
  "history.list": { readonly entries: readonly HistoryEntry[] };
  "history.changes": HistoryChanges;
  "history.undo": Undone;
  "history.redo": Undone;
  "checkpoints.add": { readonly record: string };
  "checkpoints.return": Done;
  "directory.table": DirectoryTable;
  "directory.person": PersonDetail;
  "directory.savePeople": Saved;
  "directory.changePeople": Saved;
  "directory.removePeople": Saved;
  "directory.saveGroup": Saved;
  "directory.removeGroup": Saved;
  "groupRules.read": { readonly providers: readonly ProviderGroupRules[] };
  "groupRules.plan": GroupRulePlan;
  "groupRules.change": Saved;
  "imports.kinds": { readonly kinds: readonly ImportKindItem[] };
  "imports.plan": ImportPreview;
  "imports.apply": Saved;
  "exports.list": { readonly kinds: readonly ExportKindItem[] };
  "exports.make": Exported;
  "identityProviders.products": {
    readonly products: readonly ProductSummary[];
    readonly providers: readonly ProviderProduct[];
  };
  "identityProviders.plan": {
    readonly entityId: string;
    readonly tenant?: string;
    readonly effects: readonly ProductEffect[];
  };
  "identityProviders.saveProduct": Saved;
  "applications.cards": { readonly cards: readonly CardSummary[] };
  "applications.read": ApplicationDetail;
  "applications.create": Saved & { readonly application: string };
  "applications.save": Saved;
  "applications.derive": DerivedProvisioning;
  "applications.remove": Saved;
  "preview.login": LoginPreview;
  "preview.population": PopulationPreview;
  "expressions.language": ExpressionLanguage;
  "expressions.try": ExpressionTrial;
  "mappings.count": RowPopulation;
  "compare.run": Comparison;
  "compare.presets": ComparePresets;
  "compare.open": OpenedMoment;
  "compare.fromHistory": ReplayRequest;
  "runs.login": RunDetail;
  "runs.act": RunDetail;
  "runs.read": RunDetail;
  "runs.person": RunDetail;
  "runs.again": RunDetail;
  "lifecycle.read": Lifecycle;
  "lifecycle.save": Saved;
  "live.read": LiveState;
  "live.start": LiveState;
  "live.setDue": LiveState;
  "live.stop": LiveState;
  "accounts.table": AccountTable;
  "accounts.read": AccountDetail;
  "accounts.compare": { readonly findings: readonly Finding[] };
  "accounts.decide": Saved;
}

export type Result<M extends Method> = Results[M];

/** It was done, and there is nothing to say about it. */
export type Done = Readonly<Record<string, never>>;

/** An edit was saved. `what` says it in one sentence; undo takes it back. */
export interface Saved {
  readonly what: string;
  /** False: everything was so already. Nothing was saved, and there is nothing to take back. */
  readonly changed: boolean;
  /** What is worth knowing about it, but did not keep it from being saved. */
  readonly problems: readonly Problem[];
  /** Id of the run that followed at once: a saved mapping that is pushed to everybody. Undo takes back what it wrote too. */
  readonly run?: string;
}

/** An edit was taken back, or made again; `what` says which. */
export interface Undone {
  readonly what: string;
}

export interface About {
  readonly version: string;
  /** Where the workspaces lie. */
  readonly folder: string;
}

/** The workspaces in the folder, the one that was changed last first. */
export interface WorkspaceList {
  readonly folder: string;
  readonly workspaces: readonly WorkspaceListItem[];
}

export interface WorkspaceListItem {
  /** The file's name without its ending: what stands in links. */
  readonly id: string;
  /** When the file was changed, by the machine's clock. */
  readonly changedAt: string;
  readonly bytes: number;
  /** Absent where the file could not be read: `problem` says why. */
  readonly content?: {
    readonly name: string;
    readonly people: "sample" | "imported" | "pseudonymised";
    readonly users: number;
    readonly applications: number;
  };
  readonly problem?: string;
}

/** An open workspace, as the frame of every screen needs it. */
export interface WorkspaceSummary {
  readonly id: string;
  /** The file. */
  readonly path: string;
  readonly name: string;
  readonly people: "sample" | "imported" | "pseudonymised";
  /** The simulated time. */
  readonly clock: string;
  readonly seed: string;
  readonly access: Access;
  /** Whether it is in live mode: nothing but real clients changes it then. Absent where this host offers none. */
  readonly live?: boolean;
  /** What was found wrong when it was opened. */
  readonly problems: readonly Problem[];
  readonly users: number;
  readonly groups: number;
  /** Runs that were kept, on every branch. */
  readonly runs: number;
  readonly lastRun?: { readonly run: string; readonly title: string };
  readonly applications: readonly ApplicationSummary[];
  readonly identityProviders: readonly {
    readonly id: string;
    readonly name: string;
    readonly origin: string;
    /** What it calls itself in SAML. */
    readonly entityId: string;
  }[];
  readonly checkpoints: readonly { readonly record: string; readonly name: string; readonly at: string }[];
  /** What undo would take back, and redo make again; absent where there is nothing. */
  readonly undo?: string;
  readonly redo?: string;
}

export interface ApplicationSummary {
  readonly id: string;
  readonly name: string;
  readonly card?: string;
  readonly signOn: "saml" | "oidc";
  /** What one go at everybody is called in the words of whoever provisions it; absent: a cycle. */
  readonly run?: "push";
  /** The protocols that it is set up for. */
  readonly protocols: readonly ("saml" | "oidc")[];
  readonly accounts: number;
  /** Accounts that wait for approval. */
  readonly held: number;
}

/** A copy to share: its text, and what it leaves out or changes, one sentence each. */
export interface SharedCopy {
  readonly fileName: string;
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * Everybody, in columns: row `n` is the `n`th entry of each. Columns are many times quicker to carry than objects.
 * Groups of a person are indexes into `groups`.
 */
export interface DirectoryTable {
  readonly groups: readonly DirectoryGroup[];
  /** Names of all attributes that anybody has, the most frequent first. */
  readonly attributes: readonly string[];
  readonly id: readonly string[];
  readonly userName: readonly string[];
  readonly displayName: readonly string[];
  readonly department: readonly string[];
  readonly title: readonly string[];
  readonly state: readonly PersonState[];
  readonly memberOf: readonly (readonly number[])[];
  /** Ids of the applications where the person has an account. */
  readonly accounts: readonly (readonly string[])[];
  /** The row has a note. */
  readonly noted: readonly boolean[];
  /** Names of the files that they were imported from; empty where they were made here. */
  readonly from?: readonly string[];
}

export type PersonState = "active" | "suspended" | "disabled";

export interface PersonDetail {
  readonly person: DirectoryUser;
  /** How the person stands with each application, in the workspace's order. */
  readonly applications: readonly PersonApplication[];
  /** What happened about this person, the latest first. */
  readonly history: readonly HistoryEntry[];
}

export interface PersonApplication {
  readonly application: string;
  readonly name: string;
  /** Whether and how the identity provider lets the person use it. */
  readonly assigned: "everybody" | "directly" | "byGroup" | "no";
  /** The app roles that they are assigned, by name; absent: none. */
  readonly appRoles?: readonly string[];
  /** The group that it is by. */
  readonly group?: string;
  readonly account?: Account;
}

export interface CardSummary {
  readonly id: string;
  readonly name: string;
  /** What it is drawn from. */
  readonly origin: string;
  readonly date: string;
  /** What it says about sign-on, as far as known. */
  readonly signOn: readonly string[];
  /** How many rules are known, and how many run on an assumption. */
  readonly known: number;
  readonly unknown: number;
  /** Its rules switch just-in-time accounts off: the first login to an application of this kind is refused. */
  readonly jitOff?: boolean;
}

export interface ApplicationDetail {
  readonly configuration: Configuration;
  /** The policy as sentences, in the order in which a login meets them. */
  readonly policy: readonly PolicySentence[];
  readonly card?: BehaviourCard;
  /** Each setting that the card decides, with what is set. */
  readonly comparisons: readonly SettingComparison[];
  /** The defaults of the product that the identity provider is like; absent: it is like none in particular. */
  readonly preset?: ConnectionPreset;
  /** What the certificates of the configuration say of themselves; what is none is left out. */
  readonly certificates: readonly CertificateSummary[];
  /** Places in the configuration where a secret is kept but not shown: `application.saml.key.privateKey`. */
  readonly keptSecrets: readonly string[];
  /** Names of claims that come from the connection, for completion. */
  readonly claims: readonly string[];
  /** Names of the attributes that people of the directory have, the most frequent first. */
  readonly directoryAttributes: readonly string[];
  /** How many people a push to everybody is about, where the identity provider speaks SCIM (F17). */
  readonly pushes?: number;
  /** By their places in the configuration: `application.mappings[2].target`, `connection.saml.claims[0].claim`. */
  readonly problems: readonly Problem[];
}

/** A certificate of a configuration. `pem`: its text there, character for character. */
export type CertificateSummary = CertificateFacts & { readonly pem: string };

/** What one login would bring and do: taken from the trace of a login that was carried out and not saved. */
export interface LoginPreview {
  readonly outcome: Outcome;
  readonly decision?: Decision;
  /** On the identity provider's side: directory attribute to claim. */
  readonly claims: readonly Evaluation[];
  /** On the application's side: claim to account attribute. */
  readonly attributes: readonly Evaluation[];
  readonly roles: readonly Evaluation[];
  readonly changes: readonly Change[];
  /** The account as it is, and as it would be. */
  readonly before?: Account;
  readonly after?: Account;
}

/** What the rows and rules of a configuration give for everybody who is assigned. */
export interface PopulationPreview {
  /** How many people were looked at. */
  readonly people: number;
  /** How many of the directory are not assigned, and were left out. */
  readonly notAssigned: number;
  readonly rows: readonly RowCounts[];
  readonly rules: readonly { readonly id: string; readonly matches: number; readonly samples: readonly string[] }[];
  /** People (ids) worth a look, the most telling first: something failed, came out empty, is longest, or differs from saved. */
  readonly interesting: readonly { readonly person: string; readonly why: string }[];
}

/** One mapping row over the population. `samples`: ids of the first people behind each count. */
export interface RowCounts {
  readonly id: string;
  readonly ok: number;
  readonly default: number;
  readonly absent: number;
  readonly skipped: number;
  readonly failed: number;
  /** Values that another person has as well, where the account attribute must be unique. */
  readonly collisions: number;
  readonly samples: Readonly<Partial<Record<"default" | "absent" | "failed" | "collisions", readonly string[]>>>;
}

/** One run: an action with its trace, and the accounts that it is about as they were before it. */
export interface RunDetail {
  /** Id of its record in the journal; of a run that was not saved, an id that holds until the engine ends. */
  readonly run: string;
  /** Its number among the runs of the workspace; absent where it was not saved. */
  readonly number?: number;
  readonly saved: boolean;
  /** Why it was not saved, or what else is worth knowing about it. */
  readonly note?: string;
  /** When it was saved, by the machine's clock. */
  readonly at: string;
  readonly title: string;
  readonly action: RunAction;
  readonly outcome: Outcome;
  readonly trace: Trace;
  readonly accountsBefore: readonly AccountBefore[];
  /** What it began from. */
  readonly base: RunBase;
  /** The run that this one repeats with a change, what the change was, and the first step that differs (0: none does). */
  readonly fork?: { readonly of: string; readonly change: string; readonly firstDifference: number };
}

/** What a run was: something that happened in the simulation, or in live mode: a request from outside, or what was due. */
export type RunAction = Action | LiveAction | DueAction;

/** Where a run began: what another run with one change goes out from. */
export interface RunBase {
  /** False: that is not remembered any more, and this is how things are now. */
  readonly remembered: boolean;
  /** Who logs in; absent where nobody of that name was there. */
  readonly person?: DirectoryUser;
  /** The application, without secrets; absent where it was not there or nobody was connected to it. */
  readonly configuration?: Configuration;
}

/** Changes of accounts and edits of the workspace, oldest first, in columns like {@link DirectoryTable}. */
export interface HistoryChanges {
  /** Id of the record: a run, or an edit. */
  readonly run: readonly string[];
  /** The step of the run; 0: none shows it. */
  readonly step: readonly number[];
  /** Simulated time. */
  readonly at: readonly string[];
  readonly writer: readonly string[];
  /** Null for an edit of the workspace. */
  readonly application: readonly (string | null)[];
  /** Id of the account; null where only the person is known. */
  readonly account: readonly (string | null)[];
  readonly userName: readonly string[];
  /** Id of the person behind it, as far as somebody knows by now. */
  readonly person: readonly (string | null)[];
  /** A path as in a change (`attributes.email`, `roles.admin`), one word for a result, or `edit`. */
  readonly what: readonly string[];
  /** Null: it was not there, or nothing is kept of it. */
  readonly before: readonly (AttributeValue | null)[];
  readonly after: readonly (AttributeValue | null)[];
  /** Why, in one sentence; of an edit, what it was. */
  readonly why: readonly string[];
  /** It led to where the workspace is now. */
  readonly onBranch: readonly boolean[];
  /** Runs whose steps were not kept with this copy. */
  readonly withoutTrace: number;
}

/** What happened at a boundary of a comparison: a run that is not saved, and the step that made the difference. */
export interface OpenedMoment {
  readonly run: string;
  readonly step: number;
}

/** Settings for a way of provisioning that nobody has set up yet. */
export interface DerivedProvisioning {
  readonly provisioning: Provisioning;
  /** For SCIM, where the application offers none: the server that it would be. */
  readonly scim?: ScimServerSettings;
}

/** The clock of a workspace, and everything that goes by it. */
export interface Lifecycle {
  readonly clock: string;
  /** Ids of the identity providers and applications that cannot be reached now. */
  readonly unreachable: readonly string[];
  readonly hr: HrSettings;
  /** Ids of the identity providers that end their sessions and tokens of whoever is disabled. */
  readonly revokeOnDisable: readonly string[];
  /** What is due by itself, the soonest first: the first fifty. */
  readonly due: readonly DueEvent[];
  readonly dueCount: number;
  readonly applications: readonly ApplicationLifecycle[];
}

/** Something that time brings. */
export interface DueEvent {
  /** In the past where it was to have happened already: then it happens next. */
  readonly at: string;
  readonly kind: "hrChange" | "ticket" | "workflow" | "cycle" | "batch" | "retry" | "purge" | "expiry";
  /** "SCIM cycle of Expenses". */
  readonly sentence: string;
  readonly application?: string;
  /** Id of the person. */
  readonly person?: string;
}

/** How an application gets its accounts. */
export interface ApplicationLifecycle {
  readonly application: string;
  readonly name: string;
  /** `logins`: by nothing else. */
  readonly way: ProvisioningWay | "logins";
  /** Whether a login makes and changes accounts too. */
  readonly jit: boolean;
  /** Cycles that ran since the way was set. */
  readonly cycles: number;
  readonly lastCycleAt?: string;
  readonly nextCycleAt?: string;
  readonly quarantine?: { readonly since: string; readonly reason: string };
  /** Since when the client is switched off: too long in quarantine. */
  readonly disabledAt?: string;
  /** People whose provisioning failed and is tried again. */
  readonly escrow: number;
  /** Deactivations and deletions that wait for an administrator's word. */
  readonly staged: number;
  readonly accounts: number;
  /** Accounts by who looks after them. */
  readonly owners: Readonly<Partial<Record<AccountOwner, number>>>;
  /** Accounts with a value that two writers keep changing back. */
  readonly conflicts: number;
}

/** The accounts of one application, in columns like {@link DirectoryTable}. */
export interface AccountTable {
  readonly application: string;
  readonly name: string;
  readonly roles: readonly { readonly id: string; readonly name: string; readonly privileged?: boolean }[];
  readonly id: readonly string[];
  readonly userName: readonly string[];
  readonly displayName: readonly string[];
  readonly state: readonly AccountState[];
  /** Ids of the roles that each holds. */
  readonly held: readonly (readonly string[])[];
  readonly createdAt: readonly string[];
  readonly lastSignInAt: readonly (string | null)[];
  /** The person of the directory behind it, as far as somebody knows; null: nobody does. */
  readonly person: readonly (string | null)[];
  /** Who looks after it. */
  readonly owner: readonly AccountOwner[];
  /** Values that two writers keep changing back. */
  readonly conflicts: readonly number[];
}

export type AccountState = "active" | "deactivated" | "held";

export interface AccountDetail {
  readonly account: Account;
  readonly person?: { readonly id: string; readonly userName: string; readonly state: PersonState };
  /** Who looks after it. */
  readonly owner: AccountOwner;
  /** Values that two writers keep changing back. */
  readonly conflicts: readonly Conflict[];
  /** The runs that were about it, the latest first. */
  readonly runs: readonly { readonly run: string; readonly title: string; readonly clock: string }[];
}

/** A value by the path of a {@link Change}: `attributes.email`, `roles.admin`. */
export interface AccountValue {
  readonly path: string;
  readonly value: AttributeValue;
}
