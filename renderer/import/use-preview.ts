import { useCallback, useEffect, useRef, useState } from "react";
import type { Client, ContractError } from "../../core/contract/contract.ts";
import type { ImportChoices, ImportPreview } from "../../core/contract/imports.ts";
import type { Far } from "../components/LongWork.tsx";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { type FileContent, readContent } from "./read-content.ts";

/** How far something long is, and what is counted. */
export type Counted = Far & { readonly what: string };

/** What is known of a file, as far as it was looked at. */
export interface Looked {
  readonly content?: FileContent | undefined;
  /** What the engine said last; it stays while it is asked again. */
  readonly value?: ImportPreview | undefined;
  /** Why there is no plan, or none any more. `CANCELLED`: it was given up. */
  readonly error?: ContractError | undefined;
  /** It is being looked at. */
  readonly busy: boolean;
  readonly far?: Counted | undefined;
}

/** Has the engine plan the import of a file, anew with every other object of choices. Nothing is imported. */
export function usePreview(
  workspace: string,
  file: File,
  choices: ImportChoices,
): { readonly looked: Looked; readonly cancel: () => void } {
  const engine = useEngine();
  const [looked, setLooked] = useState<Looked>({ busy: true });
  const content = useRef<FileContent>(undefined);
  const stop = useRef<AbortController>(undefined);
  useEffect(() => {
    const stopping = new AbortController();
    stop.current = stopping;
    const show = (change: (now: Looked) => Looked): void => {
      if (stop.current === stopping) setLooked(change);
    };
    const progress = (far: Counted): void => show((now) => ({ ...now, far }));
    show((now) => ({ content: now.content, value: now.value, busy: true }));
    const asked = { engine, workspace, choices };
    void look(asked, content.current ?? file, { signal: stopping.signal, progress }).then((found) => {
      content.current = found.content ?? content.current;
      show(({ value }) => ({ value, ...found, busy: false }));
    });
    return () => {
      stop.current = undefined;
      stopping.abort();
    };
  }, [engine, workspace, file, choices]);
  return { looked, cancel: useCallback(() => stop.current?.abort(), []) };
}

interface Asked {
  readonly engine: Client;
  readonly workspace: string;
  readonly choices: ImportChoices;
}

/** What came of looking at a file: an answer, or why there is none. */
async function look(
  { engine, workspace, choices }: Asked,
  from: File | FileContent,
  options: { readonly signal: AbortSignal; readonly progress: (far: Counted) => void },
): Promise<Omit<Looked, "busy">> {
  const content = "content" in from ? from : await readContent(from);
  if ("code" in content) return { error: content };
  try {
    const value = await engine.call("imports.plan", { workspace, file: content, choices }, options);
    return { content, value, error: value.refused };
  } catch (failure) {
    return { content, error: describeFailure(failure) };
  }
}
