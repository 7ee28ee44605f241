import type { Account } from "../accounts/account.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { findPerson } from "../directory/directory-change.ts";
import { RehearsalError } from "../errors.ts";
import { createSeededRandom } from "../random.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";
import { createRecorder, type TraceRecorder } from "../trace/recorder.ts";
import type { Decision, Outcome, Trace } from "../trace/step.ts";
import type { LoginAction } from "./action.ts";
import { createBrowser, type FillIn, type Visit } from "./browser.ts";
import { findApplication } from "./find-in-workspace.ts";
import { createNetwork } from "./network.ts";
import { unreachableIn } from "./outage.ts";
import type { PageForm } from "./page-form.ts";
import { createParties } from "./parties.ts";

/** What came of a login. */
export interface LoginResult {
  /** The workspace afterwards; the one that was handed in is as it was. */
  readonly workspace: Workspace;
  readonly trace: Trace;
  readonly outcome: Outcome;
  /** The decision of just-in-time provisioning; absent where the login never got there. */
  readonly decision?: Decision;
  /** The account that the login was about, as it is afterwards. */
  readonly account?: Account;
}

/**
 * Somebody logs in to an application: in a browser without cookies, over messages that really are made and checked. The
 * same workspace and action give the same trace, byte for byte.
 *
 * @throws {RehearsalError} DIRECTORY_USER_UNKNOWN, ACTION_UNKNOWN_APPLICATION, LOGIN_PROTOCOL: the wish makes no sense.
 */
export async function runLogin(workspace: Workspace, action: LoginAction): Promise<LoginResult> {
  const application = findTarget(workspace, action);
  const user = findPerson(workspace.directory, action.user);
  const now = Date.parse(workspace.clock.now);
  const parties = createParties(workspace);
  const actors = parties.actors.filter(({ id }) => concerns(id, application));
  const recorder = createRecorder(actors, () => now);
  const random = createSeededRandom(`${workspace.seed}/${workspace.actions}`);
  const unreachable = unreachableIn(workspace);
  const network = createNetwork({ hosts: parties.hosts, recorder, random, now, unreachable });
  const visit = await createBrowser(network, now).visit(
    startUrl(workspace, application, action),
    personWhoSignsIn(user),
  );
  const outcome = recorder.outcome() ?? recordDeadEnd(recorder, visit);
  const after = { ...parties.collect(), actions: workspace.actions + 1 };
  const trace = recorder.trace();
  return { workspace: after, trace, outcome, ...whatWasDecided(after, application.id, trace, outcome) };
}

/** Lanes of other applications are left out of the trace. */
function concerns(actor: string, application: Application): boolean {
  const isOfApplication = actor.startsWith("app:") || actor.startsWith("accounts:");
  return !isOfApplication || actor.endsWith(`:${application.id}`);
}

/** Where the person begins: at the application, or at the identity provider's list of applications. */
function startUrl(workspace: Workspace, application: Application, action: LoginAction): URL {
  if (action.startAt === "application") {
    const path = action.protocol === application.signOn ? "/" : `/login?protocol=${action.protocol}`;
    return new URL(path, application.origin);
  }
  const provider = workspace.identityProviders.find(({ connections }) =>
    connections.some((connection) => connection.application === application.id && connection.saml !== undefined),
  );
  if (provider === undefined) {
    throw new RehearsalError(
      "LOGIN_PROTOCOL",
      `No identity provider here can start a SAML login to ${application.name}.`,
      {
        path: "identityProviders",
      },
    );
  }
  return new URL(`/saml/start?application=${encodeURIComponent(application.id)}`, provider.origin);
}

/** The application that the action names, as far as the protocol can be had there. */
function findTarget(workspace: Workspace, { application: id, startAt, protocol }: LoginAction): Application {
  const application = findApplication(workspace, id);
  if (startAt === "identityProvider" && protocol === "oidc") {
    throw new RehearsalError(
      "LOGIN_PROTOCOL",
      "Only a SAML login can start at the identity provider; OpenID Connect begins at the application.",
    );
  }
  if (application[protocol] === undefined) {
    throw new RehearsalError("LOGIN_PROTOCOL", `${application.name} is not set up for ${protocol}.`, {
      path: `applications.${application.id}.${protocol}`,
    });
  }
  return application;
}

/** A person who names themselves on the login page, once, and approves the second factor. */
export function personWhoSignsIn(user: DirectoryUser): FillIn {
  let asked = false;
  return ({ fields, buttons }: PageForm) => {
    if (buttons.some(({ name }) => name === "approve")) return [...fields, ["approve", "yes"]];
    if (!fields.has("userName") || asked) return undefined;
    asked = true;
    return new Map([...fields, ["userName", user.userName]]);
  };
}

/** The browser stopped, and no party said that somebody is in or out. */
function recordDeadEnd(recorder: TraceRecorder, visit: Visit): Outcome {
  const circles = visit.ended === "tooManySteps";
  const outcome: Outcome = {
    result: "refused",
    code: circles ? "BROWSER_REDIRECT_LOOP" : "BROWSER_DEAD_END",
    reason: circles
      ? "The parties sent the browser in circles, and it gave up. A session cookie that never comes back is the usual cause."
      : `The browser was left at ${placeOf(visit.url)}, with status ${visit.response.status}, and nobody was signed in.`,
    by: "browser",
  };
  recorder.record({
    kind: "outcome",
    from: "browser",
    to: "browser",
    phase: "session",
    status: "refused",
    title: "The browser gives up",
    why: outcome.reason,
    outcome,
  });
  return outcome;
}

/** A URL without its query, which may hold a code. */
export function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** The decision and the account that the trace speaks of. */
function whatWasDecided(
  workspace: Workspace,
  application: string,
  trace: Trace,
  outcome: Outcome,
): { readonly decision?: Decision; readonly account?: Account } {
  const decision = trace.steps.findLast((step) => step.kind === "decision")?.decision;
  const id = outcome.account ?? decision?.account ?? lastChanged(trace);
  const account = workspace.applications
    .find((each) => each.id === application)
    ?.accounts.find((each) => each.id === id);
  if (account === undefined) return decision === undefined ? {} : { decision };
  return decision === undefined ? { account } : { decision, account };
}

/** The account that was written last. */
function lastChanged({ steps }: Trace): string | undefined {
  return steps.findLast((step) => step.kind === "change")?.changes[0]?.account;
}
