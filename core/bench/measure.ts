/** Timing that can be trusted on a shared machine: two things in turn in the same run, and the ratio between them. */

/** One thing to time. */
export type Work = () => Promise<unknown> | unknown;

/** How two things compare: throughput of `subject` over throughput of `peer`, the median of the rounds. */
export interface Comparison {
  readonly ratio: number;
  readonly subjectMs: number;
  readonly peerMs: number;
}

/** How two things are timed. */
export interface Timing {
  /** Calls of each in one round. Few in many rounds: what slows a shared machine for a second then slows both. */
  readonly times: number;
  readonly rounds?: number;
  /** How long each runs before anything is timed, in milliseconds: until the engine has compiled what it runs. */
  readonly warmUpMs?: number;
  /** Run between the warm-up and the first round, so that both begin where they should. */
  readonly prepare?: Work;
}

const ROUNDS = 9;
const WARM_UP_MS = 4000;

/** Times both in turn, round by round, after the same warm-up of each. */
export async function compare(
  subject: Work,
  peer: Work,
  { times, rounds: most = ROUNDS, warmUpMs = WARM_UP_MS, prepare = () => undefined }: Timing,
): Promise<Comparison> {
  await warmUp(subject, warmUpMs);
  await warmUp(peer, warmUpMs);
  await prepare();
  const rounds: { readonly subject: number; readonly peer: number }[] = [];
  for (let round = 0; round < most; round += 1) {
    rounds.push({ subject: await timeOf(subject, times), peer: await timeOf(peer, times) });
  }
  return {
    ratio: median(rounds.map((round) => round.peer / round.subject)),
    subjectMs: median(rounds.map((round) => round.subject)),
    peerMs: median(rounds.map((round) => round.peer)),
  };
}

async function warmUp(work: Work, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) await work();
}

/** Milliseconds for one call, the mean over `times` calls. */
async function timeOf(work: Work, times: number): Promise<number> {
  const start = performance.now();
  for (let call = 0; call < times; call += 1) await work();
  return (performance.now() - start) / times;
}

/** The middle value; the mean of the two middle ones where there is an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** Bytes on the heap after a collection; needs `node --expose-gc`. */
export function heapAfterCollection(): number {
  if (globalThis.gc === undefined) throw new TypeError("Run with node --expose-gc.");
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
