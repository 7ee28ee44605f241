import type { AttributeValue } from "../attribute-value.ts";
import type { HttpRequest, HttpResponse } from "../http/message.ts";

/** Who takes part in an action: a lane of the sequence diagram. */
export interface Actor {
  /**
   * Unique within the trace: `person`, `hr`, `administrator`, `clock`, `browser`, `idp:<id>`, `app:<id>`,
   * `accounts:<application id>`.
   */
  readonly id: string;
  readonly kind:
    | "person"
    | "hr"
    | "administrator"
    | "clock"
    | "browser"
    | "identityProvider"
    | "application"
    | "accountStore";
  readonly name: string;
}

/**
 * The part of an action that a step belongs to. `import` to `apply` are the five moments of provisioning that
 * Entra's *provision on demand* taught people.
 */
export type Phase =
  | "request"
  | "signIn"
  | "issue"
  | "validate"
  | "import"
  | "scope"
  | "match"
  | "decide"
  | "apply"
  | "session";

/** How a step ended. `skipped` is a result with its reason in `why`; `refused` ends the action. */
export type StepStatus = "ok" | "skipped" | "warning" | "refused";

/** What every step carries. */
interface StepBase {
  /** 1-based position in the trace. */
  readonly seq: number;
  /** Simulated time, ISO 8601. */
  readonly at: string;
  /** Ids of {@link Actor}s; the same id twice where somebody does something on their own. */
  readonly from: string;
  readonly to: string;
  readonly phase: Phase;
  readonly status: StepStatus;
  /** A short sentence: what happened. */
  readonly title: string;
  /** One or two plain sentences for a classroom: why it happened, or what it means. */
  readonly why: string;
}

/** A request or its response on its way. Both carry the number of the exchange that they belong to. */
export interface RequestStep extends StepBase {
  readonly kind: "request";
  readonly exchange: number;
  readonly request: HttpRequest;
  readonly artefact?: Artefact;
}

export interface ResponseStep extends StepBase {
  readonly kind: "response";
  readonly exchange: number;
  readonly response: HttpResponse;
  readonly artefact?: Artefact;
}

/** Something was made or read: an AuthnRequest, an assertion, an ID token. */
export interface ArtefactStep extends StepBase {
  readonly kind: "artefact";
  readonly artefact: Artefact;
}

/** Rules of a specification or a setting, carried out on the very bytes, in a fixed order. */
export interface ChecksStep extends StepBase {
  readonly kind: "checks";
  /** What was checked, such as "SAML response". */
  readonly subject: string;
  readonly checks: readonly Check[];
}

/** Mappings or rules that were evaluated. */
export interface EvaluationStep extends StepBase {
  readonly kind: "evaluation";
  readonly evaluations: readonly Evaluation[];
}

/** A choice, with the rule that made it and the rules that did not. */
export interface DecisionStep extends StepBase {
  readonly kind: "decision";
  readonly decision: Decision;
}

/** What was written to a store. */
export interface ChangeStep extends StepBase {
  readonly kind: "change";
  readonly changes: readonly Change[];
}

/** Anything else worth a line: somebody was picked, a session was found, a switch marked unsafe is off. */
export interface NoticeStep extends StepBase {
  readonly kind: "notice";
}

/** How the action ended; always the last step that a party records. */
export interface OutcomeStep extends StepBase {
  readonly kind: "outcome";
  readonly outcome: Outcome;
}

/** One observable moment of an action. */
export type Step =
  | RequestStep
  | ResponseStep
  | ArtefactStep
  | ChecksStep
  | EvaluationStep
  | DecisionStep
  | ChangeStep
  | NoticeStep
  | OutcomeStep;

/** A message in readable form: the bytes as they were sent, decoded. */
export interface Artefact {
  readonly type: "saml-request" | "saml-response" | "saml-assertion" | "saml-metadata" | "id-token" | "json";
  /** What it is called on screen, such as "AuthnRequest". */
  readonly name: string;
  readonly text: string;
  readonly language: "xml" | "json";
  /** Pieces of `text` to draw the eye to: literal substrings. */
  readonly marks?: readonly string[];
}

/** One rule carried out. `code` is stable: `SAML_AUDIENCE`. */
export interface Check {
  readonly code: string;
  /** The rule in words: "The audience is this application". */
  readonly name: string;
  /** `off`: a switch marked unsafe keeps it from being carried out. `notApplicable`: nothing to check, said in `actual`. */
  readonly result: "passed" | "failed" | "off" | "notApplicable" | "notReached";
  readonly expected: string;
  readonly actual: string;
  /** The section that demands it, such as "SAML core 2.5.1.4". */
  readonly spec: string;
  /** The setting behind it, as a path in the workspace: `applications/slack/saml/clockSkewSeconds`. */
  readonly setting?: string;
}

/** One mapping row or role rule evaluated. */
export interface Evaluation {
  /** Id of the row or rule. */
  readonly id: string;
  /** What it is for: a claim, an account attribute, a role. */
  readonly target: string;
  /** The row in words: "claim `department` through a table". */
  readonly rule: string;
  readonly inputs: readonly { readonly name: string; readonly value?: AttributeValue }[];
  /** What came out on the way, in order, for rows with more than one step. */
  readonly intermediate?: readonly { readonly text: string; readonly value?: AttributeValue }[];
  /** `applied`: the value or grant stands. `default`: the row's default was used. `absent`: nothing came out.
   * `skipped`: not evaluated, or not used, said in `why`. `failed`: required and missing, or not valid. */
  readonly result: "applied" | "default" | "absent" | "skipped" | "failed";
  readonly value?: AttributeValue;
  readonly why: string;
  /** The row's place in the workspace. */
  readonly setting?: string;
}

/** A choice among several rules. */
export interface Decision {
  /** What was decided, in one word: `create`, `link`, `deny`, … */
  readonly result: string;
  readonly reason: string;
  /** The rule that made it. */
  readonly rule: ConsideredRule;
  /** Id of the account that is meant, where one is. */
  readonly account?: string;
  /** Every rule that was looked at and did not make it, in order. */
  readonly considered: readonly ConsideredRule[];
}

/** A rule that was looked at: what it says, and why it did or did not apply. */
export interface ConsideredRule {
  readonly rule: string;
  readonly text: string;
  readonly why: string;
  readonly setting?: string;
}

/** One value that changed in a store. An absent `before` or `after`: the value was not there. */
export interface Change {
  /** The application whose store it is. */
  readonly application: string;
  /** Id of the account. */
  readonly account: string;
  /** `userName`, `active`, `held`, `attributes.email`, `roles.admin`, `links`, `account` (all of it, made or removed). */
  readonly path: string;
  readonly before?: AttributeValue;
  readonly after?: AttributeValue;
  readonly writer: string;
  /** Why, in one sentence; a mapping row or a role rule is named. */
  readonly why: string;
  /** Id of the row or rule that caused it. */
  readonly cause?: string;
}

/** How an action ended. */
export interface Outcome {
  /** `done`: an action that is no login, and went through; what failed on the way is in its steps. */
  readonly result: "signedIn" | "refused" | "done";
  /** A stable code: `SIGNED_IN`, `DONE`, or of a refusal `JIT_CREATE_OFF`, `SAML_AUDIENCE`, `IDP_USER_DISABLED`. */
  readonly code: string;
  /** One sentence a person can act on. */
  readonly reason: string;
  /** Who refused or let in: an {@link Actor} id. */
  readonly by: string;
  readonly application?: string;
  readonly account?: string;
  /** The setting to show or change, as a path in the workspace. */
  readonly setting?: string;
}

/** The version of the trace format; a reader refuses what it does not know. */
export const TRACE_VERSION = 1;

/** The steps of one action, in order: plain JSON. */
export interface Trace {
  readonly version: typeof TRACE_VERSION;
  readonly actors: readonly Actor[];
  readonly steps: readonly Step[];
  /** What came of each person, for an action about many: those without a problem are not all shown step by step. */
  readonly people?: readonly PeopleResults[];
}

/** What came of everybody whom one application was provisioned with, in columns of the same length. */
export interface PeopleResults {
  readonly application: string;
  /** Simulated time of the cycle or batch. */
  readonly at: string;
  /** Ids of people of the directory. */
  readonly user: readonly string[];
  /** In one word: `create`, `update`, `disable`, `skip`, … */
  readonly result: readonly string[];
  readonly status: readonly ("success" | "failure" | "skipped" | "warning")[];
  readonly reason: readonly string[];
  /** How many were looked at and needed nothing: they are in no column. */
  readonly unchanged: number;
}

/** A step as it is handed to the recorder, which adds `seq` and `at`. */
export type NewStep = Step extends infer Kind ? (Kind extends Step ? Omit<Kind, "seq" | "at"> : never) : never;
