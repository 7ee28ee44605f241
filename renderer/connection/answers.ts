import { create } from "zustand";
import { CallError } from "../../core/contract/client.ts";
import type { Client, ContractError } from "../../core/contract/contract.ts";
import type { Arguments, Method } from "../../core/contract/methods.ts";

/** What the engine answered to one question, and whether it is being asked again. */
export interface Answer {
  readonly value?: unknown;
  readonly error?: ContractError;
  /** Asked, and not answered yet. What was answered before stays on screen. */
  readonly pending: boolean;
  /** Something was saved since: to be asked again when somebody looks. */
  readonly stale: boolean;
}

/** Answers by question ({@link questionKey}), shared by everything on screen. */
export const useAnswers = create<Readonly<Record<string, Answer>>>(() => ({}));

/** A question as a key: its method and arguments. */
export function questionKey<M extends Method>(method: M, args: Arguments<M>): string {
  return `${method} ${JSON.stringify(args)}`;
}

/** Asks the engine, unless the answer is there and good, or on its way. */
export async function ask<M extends Method>(engine: Client, method: M, args: Arguments<M>): Promise<void> {
  const key = questionKey(method, args);
  const known = useAnswers.getState()[key];
  if (known !== undefined && (known.pending || !known.stale)) return;
  put(key, { ...known, pending: true, stale: false });
  const answer = await engine.call(method, args).then(
    (value): Omit<Answer, "pending" | "stale"> => ({ value }),
    (error: unknown) => ({ error: describeFailure(error) }),
  );
  // Where nobody answered, what was shown before stays to be read; what the engine refuses takes its place.
  const before = useAnswers.getState()[key];
  const unanswered = answer.error !== undefined && UNANSWERED.has(answer.error.code);
  const kept = unanswered && before?.value !== undefined ? { value: before.value } : {};
  put(key, { ...kept, ...answer, pending: false, stale: before?.stale ?? false });
}

/** Errors of whoever carries the calls, which say nothing about what was asked. */
const UNANSWERED: ReadonlySet<string> = new Set(["HOST_GONE", "SECRET_WRONG", "ENGINE_RESTARTED", "ENGINE_DOWN"]);

/** Marks answers about a workspace as out of date; without one, all of them. Lists of workspaces always are. */
export function outdate(workspace?: string): void {
  const about = workspace === undefined ? undefined : `"workspace":${JSON.stringify(workspace)}`;
  useAnswers.setState((answers) =>
    Object.fromEntries(
      Object.entries(answers).map(([key, answer]) =>
        about === undefined || key.includes(about) || key.startsWith("workspaces.list")
          ? [key, { ...answer, stale: true }]
          : [key, answer],
      ),
    ),
  );
}

/** An error as the contract writes it; what never reached the engine included. */
export function describeFailure(error: unknown): ContractError {
  if (error instanceof CallError) return error.details;
  return {
    code: "HOST_GONE",
    message: "Rehearsal does not answer. If it was closed, start it again; everything that was saved is kept.",
  };
}

/** Previews of drafts pile up while somebody types; nobody comes back to the oldest. */
const MOST_PREVIEWS = 60;

/** Keeps an answer as the latest one. */
function put(key: string, answer: Answer): void {
  const { [key]: _, ...others } = useAnswers.getState();
  const previews = Object.keys(others).filter((other) => other.startsWith("preview."));
  const forgotten = new Set(previews.slice(0, Math.max(0, previews.length - MOST_PREVIEWS)));
  const kept = Object.entries(others).filter(([other]) => !forgotten.has(other));
  useAnswers.setState({ ...Object.fromEntries(kept), [key]: answer }, true);
}
