import type { Account } from "../accounts/account.ts";
import { type ChangeReason, diffAccount, recordedReason } from "../accounts/changes.ts";
import { RehearsalError } from "../errors.ts";
import type { HttpRequest, HttpResponse } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { ScimError } from "../scim/scim-error.ts";
import { errorResponse } from "../scim/scim-request.ts";
import { handleScim, type ScimServer } from "../scim/server.ts";
import { isoInstant } from "../time.ts";
import type { Change } from "../trace/step.ts";
import type { Application } from "./application.ts";
import { createScimWatch } from "./scim-checks.ts";
import { SCIM_PATH, type ScimSetup, type ScimStoreContext, setUpScim } from "./scim-context.ts";
import { createGroupStore } from "./scim-groups.ts";
import { buildScimSteps, type TriedRules } from "./scim-steps.ts";
import { createUserStore } from "./scim-users.ts";
import type { ApplicationWorld } from "./world.ts";

/** Tells whether a path belongs to the SCIM server. */
export function isScimPath(path: string): boolean {
  return path === SCIM_PATH || path.startsWith(`${SCIM_PATH}/`);
}

/** The application as a SCIM service provider, over the same accounts that a login writes. */
export function handleScimRequest(world: ApplicationWorld, call: Call, request: HttpRequest): HttpResponse {
  const setup = prepare(world.application);
  if (setup instanceof ScimError) return errorResponse(setup);
  const { id } = world.application;
  const changes: Change[] = [];
  const tried: TriedRules[] = [];
  const { settings, baseUrl, shape, lists, users } = setup;
  const context: ScimStoreContext = {
    settings,
    baseUrl,
    shape,
    lists,
    users,
    application: world.application,
    accounts: world.accounts,
    groups: world.groups,
    random: call.random,
    writing: { at: isoInstant(call.now), why: `The SCIM client sent ${request.method}.` },
    changed: (before, after) => changes.push(...diffByScim(id, before, after)),
    evaluated: (account, evaluations) => tried.push({ account, evaluations }),
  };
  const watch = createScimWatch(`applications/${id}/scim`);
  const response = handleScim(buildServer(world, context), request, call.now, watch);
  const steps = buildScimSteps(world, { request, response, findings: watch.findings(), tried, changes });
  for (const step of steps) call.record(step);
  return response;
}

function buildServer({ state }: ApplicationWorld, context: ScimStoreContext): ScimServer {
  return {
    baseUrl: context.baseUrl,
    settings: context.settings,
    collections: [
      { type: context.shape.user, store: createUserStore(context) },
      { type: context.shape.group, store: createGroupStore(context) },
    ],
    rate: {
      read: () => state.read().scimRate ?? { since: 0, requests: 0 },
      write: (scimRate) => state.write({ ...state.read(), scimRate }),
    },
  };
}

/** The set-up of the server, or why there is none. A workspace with such settings is refused; here, nothing falls over. */
function prepare(application: Application): ScimSetup | ScimError {
  if (application.scim === undefined) return new ScimError(404, undefined, `${application.name} offers no SCIM.`);
  try {
    return setUpScim(application, application.scim);
  } catch (error) {
    if (!(error instanceof ScimError || error instanceof RehearsalError)) throw error;
    return new ScimError(500, undefined, `The SCIM settings of ${application.name} cannot be used: ${error.message}`);
  }
}

function diffByScim(application: string, before: Account | undefined, after: Account | undefined): readonly Change[] {
  return diffAccount(application, before, after, (path) => {
    const known = after === undefined ? undefined : recordedReason(after, path);
    if (path === "account" && after !== undefined) return { writer: "scim", why: "The SCIM client made it." };
    return known ?? reasonOfRemoval(path);
  });
}

/** What was taken away has no provenance in the account any more. */
function reasonOfRemoval(path: string): ChangeReason {
  const isRole = path.startsWith("roles.");
  return { writer: "scim", why: isRole ? "What SCIM granted it for is no more." : "The SCIM client took it away." };
}
