import { create } from "zustand";
import type { Client, ContractError } from "../../core/contract/contract.ts";
import type { Configuration } from "../../core/contract/methods.ts";
import type { PopulationPreview } from "../../core/contract/results.ts";
import { describeFailure } from "../connection/answers.ts";

/** What a draft gives for everybody, as far as it was asked. */
export interface Population {
  readonly result?: PopulationPreview;
  /** The draft that `result` is about, and what was saved then. */
  readonly of?: Configuration;
  readonly beside?: unknown;
  readonly running?: { readonly cancel: () => void; readonly done: number; readonly total: number };
  /** Why a look came to nothing, and at which draft it was. */
  readonly failure?: { readonly error: ContractError; readonly of: Configuration };
}

/** By the key of the draft. */
export const usePopulations = create<Readonly<Record<string, Population>>>(() => ({}));

/**
 * Looks at everybody under a draft; what was under way for an earlier one is given up. `beside`: what is saved, which
 * another object stands for once anything was.
 */
export async function lookAtEverybody(
  engine: Client,
  key: string,
  workspace: string,
  configuration: Configuration,
  beside: unknown,
): Promise<void> {
  usePopulations.getState()[key]?.running?.cancel();
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const put = (change: (now: Population) => Population): void => {
    if (usePopulations.getState()[key]?.running?.cancel !== cancel) return;
    usePopulations.setState((all) => ({ [key]: change(all[key] ?? {}) }));
  };
  usePopulations.setState((all) => ({ [key]: { ...kept(all[key]), running: { cancel, done: 0, total: 0 } } }));
  try {
    const result = await engine.call(
      "preview.population",
      { workspace, configuration },
      {
        signal: controller.signal,
        progress: ({ done, total }) => put((now) => ({ ...now, running: { cancel, done, total } })),
      },
    );
    put(() => ({ result, of: configuration, beside }));
  } catch (failure) {
    const error = describeFailure(failure);
    put((now) => ({ ...kept(now), ...(error.code === "CANCELLED" ? {} : { failure: { error, of: configuration } }) }));
  }
}

/** The last result stays to be seen until there is another. */
function kept({ result, of, beside }: Population = {}): Population {
  return { ...(result === undefined ? {} : { result }), ...(of === undefined ? {} : { of, beside }) };
}
