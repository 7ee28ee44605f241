import type { Account } from "../accounts/account.ts";
import type { AccountGroup } from "../accounts/account-group.ts";
import { createAccountStore } from "../accounts/account-store.ts";
import { buildApplication, planApplications } from "../generate/application.ts";
import { createDraw } from "../generate/draw.ts";
import type { HttpRequest, HttpResponse } from "../http/message.ts";
import { type Call, createCell, type Party } from "../party/party.ts";
import { createSeededRandom } from "../random.ts";
import type { ScimObject } from "../scim/resource.ts";
import { createApplication } from "../sp/party.ts";
import { EMPTY_APPLICATION_STATE } from "../sp/state.ts";
import { createRecorder } from "../trace/recorder.ts";
import { BENCH_TOKEN, renameBenchUser } from "./scim-users.ts";

/** An application with its SCIM server, called directly. */
export interface ScimParty {
  readonly baseUrl: string;
  send(request: HttpRequest): Promise<HttpResponse>;
  /** Ids of the users that it began with, in their order. */
  readonly ids: readonly string[];
  /** Goes back to these users. */
  reset(): Promise<void>;
}

const NOW = Date.parse("2026-03-02T09:00:00.000Z");

/** Makes one with these users, each posted to it as any client would. */
export async function createScimParty(users: readonly ScimObject[]): Promise<ScimParty> {
  const random = createSeededRandom("bench");
  const application = buildBenchApplication();
  const baseUrl = `${application.origin}/scim/v2`;
  const setUp = (accounts: readonly Account[]) => {
    const store = createAccountStore(accounts);
    const groups = createCell<readonly AccountGroup[]>([]);
    return {
      store,
      party: createApplication({ application, accounts: store, groups, state: createCell(EMPTY_APPLICATION_STATE) }),
    };
  };
  let present = setUp([]);
  const send = (request: HttpRequest): Promise<HttpResponse> => callOnce(present.party, request, random);
  for (const user of users) await post(send, `${baseUrl}/Users`, user);
  const initial = present.store.read();
  return {
    baseUrl,
    send,
    ids: initial.map(({ id }) => id),
    async reset() {
      present = setUp(initial);
      // Somebody comes and goes, so that every index is there.
      const made = await post(send, `${baseUrl}/Users`, renameBenchUser(users[0] ?? {}, "somebody"));
      await send({ method: "DELETE", url: `${baseUrl}/Users/${made.id}`, headers: AUTHORISED, body: "" });
    },
  };
}

const AUTHORISED = { authorization: `Bearer ${BENCH_TOKEN}` };

/** With its steps recorded, as in a simulation and in live mode; they are dropped when it is over. */
function callOnce(party: Party, request: HttpRequest, random: Call["random"]): Promise<HttpResponse> {
  const { record, recordLater } = createRecorder([], () => NOW);
  const fetch = () => Promise.reject(new TypeError("A SCIM server asks nobody."));
  return party(request, { now: NOW, random, record, recordLater, fetch });
}

async function post(send: ScimParty["send"], url: string, user: ScimObject): Promise<{ readonly id: string }> {
  const headers = { ...AUTHORISED, "content-type": "application/scim+json" };
  const { status, body } = await send({ method: "POST", url, headers, body: JSON.stringify(user) });
  if (status !== 201) throw new TypeError(`A user to be measured is refused: ${body}`);
  return JSON.parse(body);
}

/** One of the applications that are made up, with the token that the benchmarks know. */
function buildBenchApplication() {
  const [plan] = planApplications(1, createDraw("bench"));
  if (plan === undefined) throw new TypeError("There is no application.");
  const provider = { origin: "https://login.test", entityId: "https://login.test" };
  const application = buildApplication(plan, provider, "none");
  const { scim } = application;
  if (scim === undefined) throw new TypeError("The application offers no SCIM.");
  return { ...application, scim: { ...scim, bearerToken: BENCH_TOKEN } };
}
