import type { IncomingMessage } from "node:http";
import type { HttpResponse } from "../../http/message.ts";
import type { Workspace } from "../../store/workspace.ts";
import { answerControl, RESET_PATH } from "./control.ts";
import { type CorsPolicy, corsPolicyOf, withCors } from "./cors.ts";
import { createDueClock, type DueClock } from "./due-clock.ts";
import { checkAddress, hostsAt, LOOPBACK, originAt, portsFrom, type Scheme } from "./listen-address.ts";
import { type Answer, type Listener, type ListenPlace, startListener } from "./listener.ts";
import { type LiveAddresses, listAddresses } from "./live-addresses.ts";
import { cookiePrefix } from "./live-cookies.ts";
import { createLiveParties, type LiveParties, machineRandom } from "./live-parties.ts";
import { type Door, receiveRequest } from "./live-request.ts";
import { FAULT, refusalResponse, sendResponse } from "./live-response.ts";
import type { LiveRun } from "./live-run.ts";
import { moveWorkspace, reverseOrigins } from "./live-workspace.ts";
import { createRunLog } from "./run-log.ts";
import type { TlsCertificate } from "./tls-certificate.ts";
import { machineWake, type Wake } from "./wake.ts";

export interface LiveServerOptions {
  /** As it is in its file, with keys that nobody else knows. */
  readonly workspace: Workspace;
  /** An address of this machine; 127.0.0.1 unless told otherwise. */
  readonly host?: string;
  /** That of the control endpoint; the parties take those behind it. Without it, or with 0, any that are free. */
  readonly port?: number;
  /** There is a control endpoint, by which everything is put back to where it began. */
  readonly allowReset?: boolean;
  /** It listens by https, and proves by this that it is itself. */
  readonly tls?: TlsCertificate | undefined;
  /** The machine's clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Wakes it when something is due; the machine's timers unless told otherwise. */
  readonly wake?: Wake;
  /** Keeps with each run the accounts that it wrote to, as they were before it. */
  readonly keepBefore?: boolean;
  /** Told of every run, in order. */
  readonly onRun?: (run: LiveRun) => void;
  /** Runs before everything is put back, with the workspace that is left; what it throws keeps it from that. */
  readonly onReset?: (left: Workspace) => Promise<void>;
  /** Told what was thrown where nothing should be. */
  readonly onFault?: (error: unknown) => void;
}

/** A workspace that listens. */
export interface LiveServer {
  readonly addresses: LiveAddresses;
  /** The last runs, oldest first. */
  runs(): readonly LiveRun[];
  /** Runs something between two exchanges, with the workspace as it is then, on the origins of its file. */
  between<Result>(run: (workspace: Workspace) => Result | Promise<Result>): Promise<Result>;
  /** Whether what is due happens by itself. It does not at the beginning. */
  readonly due: boolean;
  /** Lets what is due happen by itself, or holds it off. Long work that is under way is given up, and is still due. */
  setDue(happens: boolean): void;
  /** Ends every connection; what was begun is finished. */
  close(): Promise<void>;
}

/**
 * Puts every party of a workspace on a port of its own: their handlers know absolute paths, and a browser keeps their
 * origins apart.
 *
 * @throws RehearsalError `HOST_INVALID`, `PORT_RANGE`, `PORT_TAKEN`, `PORT_REFUSED`
 */
export async function startLiveServer(options: LiveServerOptions): Promise<LiveServer> {
  const { workspace, host = LOOPBACK, allowReset = false } = options;
  checkAddress(host);
  let open: (site: Site) => void = () => {};
  const site = new Promise<Site>((resolve) => {
    open = resolve;
  });
  const ids = [CONTROL, ...partiesOf(workspace).keys()];
  const ports = portsFrom(options.port ?? 0, ids.length);
  const wanted = ids.map((id, index) => ({ id, port: ports[index] ?? 0 }));
  const listeners = await startAll(
    { host, tls: options.tls },
    allowReset ? wanted : wanted.slice(1),
    (id) => async (incoming, outgoing) => sendAnswer(await site, id, incoming, outgoing),
  );
  const { built, origins, back } = buildSite(options, host, listeners);
  const { clock } = built;
  open(built);
  const control = listeners.get(CONTROL);
  const resetUrl = control === undefined ? undefined : originAt(host, control.port, schemeOf(options)) + RESET_PATH;
  return {
    addresses: listAddresses(moveWorkspace(workspace, origins), { resetUrl, tls: options.tls }),
    runs: built.runs,
    between: (run) => built.parties.between((live) => run(moveWorkspace(live, back))),
    get due() {
      return clock.running;
    },
    setDue(happens) {
      if (happens) clock.start();
      else void clock.stop();
    },
    async close() {
      await Promise.all([closeAll(listeners), clock.stop()]);
      await built.parties.between(() => {});
    },
  };
}

/** What answers, once every port is known. */
interface Site {
  readonly parties: LiveParties;
  readonly clock: DueClock;
  readonly doors: ReadonlyMap<string, Door>;
  readonly corsPolicies: ReadonlyMap<string, CorsPolicy>;
  readonly runs: () => readonly LiveRun[];
  readonly reset: () => Promise<void>;
  readonly onFault: (error: unknown) => void;
}

/** The server that is no party. */
const CONTROL = "control";

/** The origins of the parties by their actor ids. */
function partiesOf({ identityProviders, applications }: Workspace): ReadonlyMap<string, string> {
  return new Map([
    ...identityProviders.map(({ id, origin }) => [`idp:${id}`, origin] as const),
    ...applications.map(({ id, origin }) => [`app:${id}`, origin] as const),
  ]);
}

function buildSite(options: LiveServerOptions, host: string, listeners: ReadonlyMap<string, Listener>) {
  const { workspace, now, keepBefore = false, wake = machineWake } = options;
  const { onRun, onReset = async () => {}, onFault = () => {} } = options;
  const doors = new Map([...listeners].map(([id, { port }]) => [id, buildDoor(id, host, port, schemeOf(options))]));
  const origins = new Map(
    [...partiesOf(workspace)].flatMap(([id, origin]) => {
      const door = doors.get(id);
      return door === undefined ? [] : [[origin, door.origin] as const];
    }),
  );
  const log = createRunLog();
  const moved = moveWorkspace(workspace, origins);
  const parties = createLiveParties({
    workspace: moved,
    now,
    keepBefore,
    onRun(run) {
      log.add(run);
      onRun?.(run);
    },
  });
  const clock = createDueClock({ happen: parties.happen, now, wake, random: machineRandom, onFault });
  const back = reverseOrigins(origins);
  const reset = async (): Promise<void> => {
    // Whatever is under way is to be undone anyway: nobody waits for it.
    clock.startOver();
    await parties.reset((left) => onReset(moveWorkspace(left, back)));
  };
  const built: Site = { parties, clock, doors, corsPolicies: corsPoliciesOf(moved), runs: log.list, reset, onFault };
  return { built, origins, back };
}

function schemeOf({ tls }: Pick<LiveServerOptions, "tls">): Scheme {
  return tls === undefined ? "http" : "https";
}

function buildDoor(id: string, host: string, port: number, scheme: Scheme): Door {
  const [origin, hosts] = [originAt(host, port, scheme), hostsAt(host, port, scheme)];
  return { scheme, origin, hosts, cookiePrefix: cookiePrefix(id) };
}

/** The policies of the identity providers by their actor ids, as they are where they listen. */
function corsPoliciesOf({ identityProviders }: Workspace): ReadonlyMap<string, CorsPolicy> {
  return new Map(identityProviders.map((provider) => [`idp:${provider.id}`, corsPolicyOf(provider)]));
}

async function sendAnswer(site: Site, id: string, ...[incoming, outgoing]: Parameters<Answer>): Promise<void> {
  const door = site.doors.get(id);
  if (door === undefined) throw new Error(`Nobody is behind the door of ${id}.`);
  try {
    const response = await answer(site, id, door, incoming);
    sendResponse(incoming, outgoing, withCors(response, incoming, site.corsPolicies.get(id)), door);
  } catch (error) {
    // Whoever asked is gone: there is nobody to tell.
    if (incoming.destroyed && !incoming.complete) return;
    site.onFault(error);
    if (outgoing.headersSent) outgoing.destroy();
    else sendResponse(incoming, outgoing, refusalResponse(incoming, FAULT), door);
  }
}

async function answer(site: Site, id: string, door: Door, incoming: IncomingMessage): Promise<HttpResponse> {
  if (id === CONTROL) return answerControl(incoming, door, site.reset);
  const received = await receiveRequest(incoming, door);
  return received.ok ? site.parties.exchange(id, received.request) : received.response;
}

/** Starts all of them, or none. */
async function startAll(
  place: ListenPlace,
  wanted: readonly { readonly id: string; readonly port: number }[],
  answerFor: (id: string) => Answer,
): Promise<ReadonlyMap<string, Listener>> {
  const started = new Map<string, Listener>();
  try {
    for (const { id, port } of wanted) started.set(id, await startListener({ ...place, port }, answerFor(id)));
    return started;
  } catch (error) {
    await closeAll(started);
    throw error;
  }
}

async function closeAll(listeners: ReadonlyMap<string, Listener>): Promise<void> {
  await Promise.all([...listeners.values()].map((listener) => listener.close()));
}
