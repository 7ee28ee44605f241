import { runCycle } from "../idp/scim-client/cycle.ts";
import { pushPeople } from "../idp/scim-client/push.ts";
import type { CycleOptions, CycleReport, ScimClientWorld } from "../idp/scim-client/world.ts";
import { type Call, createCell } from "../party/party.ts";
import { peopleToRetry } from "../provisioning/escrow.ts";
import type { Provisioning } from "../provisioning/settings.ts";
import { isoInstant } from "../time.ts";
import type { PeopleResults, Phase } from "../trace/step.ts";
import { type Connected, connectedApplications } from "./find-in-workspace.ts";
import type { Network } from "./network.ts";
import { provisioningStateOf, withProvisioningState } from "./provisioning-state.ts";
import type { Stage } from "./stage.ts";

type Scim = Extract<Provisioning, { readonly way: "scim" }>;

/** A SCIM cycle of one application. */
export function runScimCycle(
  stage: Stage,
  connected: Connected,
  provisioning: Scim,
  options: CycleOptions,
): Promise<CycleReport> {
  return withClient(stage, connected, provisioning, (world, call) => runCycle(world, call, options));
}

/** Whoever goes by events is told of these people (ids of the directory). */
export async function pushToApplications(stage: Stage, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  for (const connected of connectedApplications(stage.read())) {
    const { provisioning } = connected.connection;
    if (provisioning?.way !== "scim" || provisioning.client.runs.on !== "events") continue;
    await push(stage, connected, provisioning, people);
  }
}

function push(stage: Stage, connected: Connected, provisioning: Scim, people: readonly string[]): Promise<CycleReport> {
  return withClient(stage, connected, provisioning, (world, call) => pushPeople(world, call, people));
}

/** People whose push failed are pushed again, once their time has come: a client that goes by events has no next cycle. */
export async function retryPushes(stage: Stage, connected: Connected): Promise<void> {
  const { provider, connection, application } = connected;
  const { provisioning } = connection;
  if (provisioning?.way !== "scim") return;
  const people = peopleToRetry(provisioningStateOf(stage.read(), provider.id, application.id), stage.now());
  if (people.length > 0) await push(stage, connected, provisioning, people);
}

/** Puts the identity provider's SCIM client to work; what it remembers then and what came of everybody is kept. */
async function withClient(
  stage: Stage,
  { provider, connection, application }: Connected,
  provisioning: Scim,
  run: (world: ScimClientWorld, call: Call) => Promise<CycleReport>,
): Promise<CycleReport> {
  const state = createCell(provisioningStateOf(stage.read(), provider.id, application.id));
  const { directory } = stage.read();
  const { id, name, origin } = application;
  let person: string | undefined;
  const report = await stage.withParties((network) =>
    run(
      {
        provider,
        connection,
        provisioning: withToken(provisioning, application),
        application: { id, name },
        baseUrl: `${origin}/scim/v2`,
        directory,
        state,
        about(next) {
          person = next;
          stage.recorder.about(next);
        },
        pace: stage.pace,
      },
      counting(callOf(stage, network, `idp:${provider.id}`), () => stage.count("requests", 1, person)),
    ),
  );
  stage.recorder.about(undefined);
  stage.write(withProvisioningState(stage.read(), provider.id, id, state.read()));
  countFailures(stage, report);
  if (report.people.length > 0) stage.addResults(resultsOf(report, id, stage.now()));
  stage.happened();
  return report;
}

/** The same, telling of every request that is sent. */
function counting(call: Call, sent: () => void): Call {
  return {
    ...call,
    fetch(request) {
      sent();
      return call.fetch(request);
    },
  };
}

/** Counts whoever failed, and then those failures that were about nobody in particular. */
function countFailures(stage: Stage, { people, counts: { failed } }: CycleReport): void {
  const own = people.filter(({ status }) => status === "failure");
  for (const { user } of own) stage.count("failures", 1, user);
  stage.count("failures", failed - own.length);
}

/** Unless it was given another token, the client has the one that the application takes. */
function withToken(provisioning: Scim, { scim }: Connected["application"]): Scim {
  const { client } = provisioning;
  if (client.bearerToken !== undefined || scim?.bearerToken === undefined) return provisioning;
  return { ...provisioning, client: { ...client, bearerToken: scim.bearerToken } };
}

/** What a party is given that acts on its own, without having been asked. */
export function callOf(stage: Stage, network: Network, actor: string): Call {
  let phase: Phase | undefined;
  return {
    now: stage.now(),
    random: stage.random,
    record(step) {
      phase = step.phase;
      stage.record(step);
    },
    recordLater(next, build) {
      phase = next;
      stage.recorder.recordLater(next, build);
    },
    fetch: (request) => network.exchange(actor, request, phase),
  };
}

function resultsOf({ people, counts }: CycleReport, application: string, now: number): PeopleResults {
  return {
    application,
    at: isoInstant(now),
    user: people.map(({ user }) => user),
    result: people.map(({ result }) => result),
    status: people.map(({ status }) => status),
    reason: people.map(({ reason }) => reason),
    unchanged: counts.unchanged,
  };
}
