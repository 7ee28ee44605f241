import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { isScimList, isScimObject, type ScimObject, type ScimValue } from "../scim/resource.ts";
import type { BenchLine } from "./bench-line.ts";
import { createLoopbackClient, encodeRequest, type LoopbackClient, type WireRequest } from "./loopback-client.ts";
import { compare, type Work } from "./measure.ts";
import { createScimParty, type ScimParty } from "./scim-party.ts";
import type { ServerReady, ServerWish } from "./scim-server-thread.ts";
import { BENCH_TOKEN, buildBenchUsers, renameBenchUser } from "./scim-users.ts";

const USERS = 10_000;
const AT_LEAST = 4;
const CONNECTIONS = 16;
/** Requests in one go, and how many goes make a round. */
const BATCH = 250;
const BATCHES = 4;

const MANY_USERS = 100_000;
const FEW_USERS = 1000;
const AT_MOST = 1.5;
/** Long enough for a round to hold its share of collections. */
const LOOKUPS = 5000;

/** Our SCIM server against scimmy's, and against itself with a hundred times the users. */
export async function* benchScim(): AsyncGenerator<BenchLine> {
  yield* benchAgainstScimmy();
  yield* benchLookups();
}

async function* benchAgainstScimmy(): AsyncGenerator<BenchLine> {
  const users = buildBenchUsers(USERS);
  const ours = await startServer({ server: "rehearsal", users: USERS }, users);
  const theirs = await startServer({ server: "scimmy", users: USERS }, users);
  try {
    for (const operation of OPERATIONS) {
      await checkAnswer(ours, operation);
      await checkAnswer(theirs, operation);
      const reset = async () => {
        await ours.reset();
        await theirs.reset();
      };
      const { ratio } = await compare(sender(ours, operation), sender(theirs, operation), {
        times: BATCHES,
        prepare: reset,
      });
      yield {
        name: `SCIM over loopback, ${USERS} users, ${operation.name} : scimmy-routers`,
        measured: ratio.toFixed(2),
        limit: `at least ${AT_LEAST.toFixed(2)}`,
        held: ratio >= AT_LEAST,
      };
    }
  } finally {
    await ours.close();
    await theirs.close();
  }
}

/** One kind of request. */
interface Operation {
  readonly name: string;
  readonly status: number;
  /** The request about one of the users; `count` is another each time. */
  readonly build: (user: BenchUser, count: number) => Pick<WireRequest, "method" | "path" | "body">;
  /** Tells whether this is the answer to it. */
  readonly isAnswer: (answer: Readonly<Record<string, unknown>>, user: BenchUser) => boolean;
}

/** A user as the server has it, and as it was posted. */
interface BenchUser {
  readonly id: string;
  readonly posted: ScimObject;
}

const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

const OPERATIONS: readonly Operation[] = [
  {
    name: "create",
    status: 201,
    build: ({ posted }, count) => ({
      method: "POST",
      path: "/Users",
      body: JSON.stringify(renameBenchUser(posted, `new${count}`)),
    }),
    isAnswer: ({ id }) => typeof id === "string",
  },
  {
    name: "read by id",
    status: 200,
    build: ({ id }) => ({ method: "GET", path: `/Users/${id}` }),
    isAnswer: ({ userName }, { posted }) => userName === posted.userName,
  },
  {
    name: "userName eq",
    status: 200,
    build: ({ posted }) => ({ method: "GET", path: `/Users?filter=${userNameFilter(posted)}` }),
    isAnswer: ({ totalResults }) => totalResults === 1,
  },
  {
    name: "PATCH",
    status: 200,
    build: ({ id }, count) => ({
      method: "PATCH",
      path: `/Users/${id}`,
      body: JSON.stringify({
        schemas: [PATCH],
        Operations: [{ op: "replace", path: "title", value: `Title ${count}` }],
      }),
    }),
    isAnswer: ({ title }) => title === "Title 0",
  },
];

function userNameFilter({ userName }: ScimObject): string {
  return encodeURIComponent(`userName eq ${JSON.stringify(userName)}`);
}

/** A server in a thread of its own, and a client that is connected to it. */
interface RunningServer {
  readonly client: LoopbackClient;
  readonly users: readonly BenchUser[];
  reset(): Promise<void>;
  close(): Promise<void>;
}

async function startServer(wish: ServerWish, posted: readonly ScimObject[]): Promise<RunningServer> {
  const thread = new Worker(new URL("scim-server-thread.js", import.meta.url), { workerData: wish });
  const [ready] = (await once(thread, "message")) as [ServerReady];
  const client = await createLoopbackClient(ready.port, CONNECTIONS);
  return {
    client,
    users: ready.ids.map((id, index) => ({ id, posted: posted[index] ?? {} })),
    async reset() {
      thread.postMessage("reset");
      await once(thread, "message");
    },
    async close() {
      client.close();
      await thread.terminate();
    },
  };
}

const HEADERS = {
  authorization: `Bearer ${BENCH_TOKEN}`,
  accept: "application/scim+json",
  "content-type": "application/scim+json",
};

function encode({ build }: Operation, user: BenchUser, count: number): Buffer {
  const { method, path, body } = build(user, count);
  return encodeRequest({ method, path: `/scim/v2${path}`, headers: HEADERS, ...(body === undefined ? {} : { body }) });
}

/** What is fast and wrong is not measured. */
async function checkAnswer({ client, users, reset }: RunningServer, operation: Operation): Promise<void> {
  const [user] = users;
  if (user === undefined) throw new TypeError("There is no user to ask for.");
  const answer = await client.send(encode(operation, user, 0), operation.status);
  if (!operation.isAnswer(JSON.parse(answer), user)) throw new TypeError(`No answer to ${operation.name}: ${answer}`);
  await reset();
}

/** A prime: users are asked for here and there, and all of them in the end. */
const STRIDE = 7919;

/** Sends a batch of requests, each about another user and none like one before. */
function sender({ client, users }: RunningServer, operation: Operation): Work {
  let count = 0;
  return () => {
    const requests = Array.from({ length: BATCH }, () => {
      count += 1;
      const user = users[(count * STRIDE) % users.length];
      if (user === undefined) throw new TypeError("There is no user to ask for.");
      return encode(operation, user, count);
    });
    return client.sendAll(requests, operation.status);
  };
}

/** Without HTTP, of which every request has the same amount, and which would hide what the number of users costs. */
async function* benchLookups(): AsyncGenerator<BenchLine> {
  const users = buildBenchUsers(MANY_USERS);
  const many = await createScimParty(users);
  const few = await createScimParty(users.slice(0, FEW_USERS));
  for (const path of ["userName", "externalId", "emails.value"]) {
    const asFew = lookUp(few, users.slice(0, FEW_USERS), path);
    const { ratio } = await compare(asFew, lookUp(many, users, path), { times: LOOKUPS });
    yield {
      name: `SCIM ${path} eq, time with ${MANY_USERS} users : with ${FEW_USERS}`,
      measured: ratio.toFixed(2),
      limit: `at most ${AT_MOST.toFixed(2)}`,
      held: ratio <= AT_MOST,
    };
  }
}

/** Looks for as many different users, however many there are: from the first to the last of them. */
function lookUp(party: ScimParty, users: readonly ScimObject[], path: string): Work {
  const step = users.length / FEW_USERS;
  const urls = Array.from({ length: FEW_USERS }, (_, index) => {
    const filter = `${path} eq ${JSON.stringify(valueFor(path, users[Math.floor(index * step)] ?? {}))}`;
    return `${party.baseUrl}/Users?filter=${encodeURIComponent(filter)}`;
  });
  let next = 0;
  return async () => {
    const url = urls[next % urls.length] ?? "";
    next += 1;
    const { body } = await party.send({ method: "GET", url, headers: HEADERS, body: "" });
    if (!body.includes('"totalResults":1,')) throw new TypeError(`Nobody was found: ${body}`);
  };
}

/** The value of an attribute, or of the first element of a list: `emails.value`. */
function valueFor(path: string, user: ScimObject): ScimValue | undefined {
  const [name = "", part = ""] = path.split(".");
  const value = user[name];
  const [first] = isScimList(value) ? value : [];
  return isScimObject(first) ? first[part] : value;
}
