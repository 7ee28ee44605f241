import { useEffect, useRef, useState } from "react";
import type { ImportChoices } from "../../core/contract/imports.ts";
import type { Saved } from "../../core/contract/results.ts";
import { useCommand } from "../connection/use-command.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { type Counted, usePreview } from "./use-preview.ts";

/** The steps of an import, in order. */
export const STEPS = ["what", "columns", "outlook", "done"] as const;

export type ImportStep = (typeof STEPS)[number];

/** One file on its way into the workspace. */
export function useImportingFile(file: File) {
  const { id: workspace } = useWorkspace();
  const [choices, setChoices] = useState<ImportChoices>({});
  const [step, setStep] = useState<ImportStep>("what");
  const [saved, setSaved] = useState<Saved>();
  const [far, setFar] = useState<Counted>();
  const stop = useRef<AbortController>(undefined);
  const { looked, cancel } = usePreview(workspace, file, choices);
  const { run, busy, error } = useCommand("imports.apply");
  const steps = stepsOf(looked.value?.plan?.columns !== undefined);

  // Whoever closes the dialog meanwhile has given it up.
  useEffect(() => () => stop.current?.abort(), []);

  const apply = async (): Promise<void> => {
    if (looked.content === undefined) return;
    stop.current = new AbortController();
    const { signal } = stop.current;
    const done = await run({ workspace, file: looked.content, choices }, { signal, progress: setFar });
    setFar(undefined);
    if (done === undefined) return;
    setSaved(done);
    setStep("done");
  };

  return {
    file,
    choices,
    setChoices,
    looked,
    /** Gives the look at the file up. */
    cancel,
    step,
    steps,
    setStep,
    apply,
    /** The import itself: under way, how far, what went wrong, and what came of it. */
    applying: { busy, far, error, cancel: () => stop.current?.abort() },
    saved,
  };
}

export type ImportingFile = ReturnType<typeof useImportingFile>;

function stepsOf(isTable: boolean): readonly ImportStep[] {
  return STEPS.filter((step) => isTable || step !== "columns");
}
