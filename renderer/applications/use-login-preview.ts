import { useEffect, useMemo, useState } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { Configuration } from "../../core/contract/methods.ts";
import type { LoginPreview } from "../../core/contract/results.ts";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { useEditing } from "./editing.ts";
import { type FieldProblem, fieldProblems } from "./problems.ts";
import { isSame } from "./setting.ts";

/** What a login would bring: under the draft, and under what is saved where that is something else. */
export interface PreviewState {
  readonly preview?: LoginPreview;
  readonly saved?: LoginPreview;
  readonly error?: ContractError;
  /** What cannot work in the draft, at its fields. What is only not typed yet is none of it. */
  readonly problems?: readonly FieldProblem[];
  /** Asked again, and not answered yet. */
  readonly pending: boolean;
}

const PAUSE_MS = 150;

/** Asks what the person's login would bring, shortly after the last edit. What was answered before stays meanwhile. */
export function useLoginPreview(person: string | undefined): PreviewState {
  const engine = useEngine();
  const { workspace, draft, base, detail } = useEditing();
  const [state, setState] = useState<PreviewState>({ pending: true });
  // Another answer about the application: the workspace has changed, and people and accounts count as well.
  const asked = useMemo(() => ({ draft, base, detail }), [draft, base, detail]);
  useEffect(() => {
    if (person === undefined) return;
    const { draft: now, base: before } = asked;
    const controller = new AbortController();
    const application = now.application.id;
    const call = (configuration?: Configuration): Promise<LoginPreview> =>
      engine.call(
        "preview.login",
        { workspace, application, person, ...(configuration === undefined ? {} : { configuration }) },
        { signal: controller.signal },
      );
    const ask = async (): Promise<void> => {
      setState((now) => ({ ...now, pending: true }));
      const answer = await askBoth(call, isSame(before, now) ? undefined : now);
      if (!controller.signal.aborted)
        setState((now) => ({ ...keptWhileWrong(now, answer), ...answer, pending: false }));
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [engine, workspace, asked, person]);
  return state;
}

type Answers = Omit<PreviewState, "pending">;

async function askBoth(
  call: (configuration?: Configuration) => Promise<LoginPreview>,
  draft: Configuration | undefined,
): Promise<Answers> {
  try {
    if (draft === undefined) return { preview: await call() };
    const [preview, saved] = await Promise.all([call(draft), call()]);
    return { preview, saved };
  } catch (failure) {
    const error = describeFailure(failure);
    if (draft === undefined || error.code !== "EDIT_INVALID") return { error };
    return { error, problems: fieldProblems(error.problems ?? [], draft) };
  }
}

/** A draft that is half typed cannot be previewed: the last answer stays beside the reason. */
function keptWhileWrong({ preview, saved }: PreviewState, { error }: Answers): Answers {
  if (error === undefined) return {};
  return { ...(preview === undefined ? {} : { preview }), ...(saved === undefined ? {} : { saved }) };
}
