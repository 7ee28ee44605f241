import { useEffect, useMemo, useState } from "react";
import type { Stretch } from "./highlight.ts";
import type { CodeText } from "./payload.ts";
import type { syntaxOf } from "./syntax.ts";

/** The grammars, once they are there. */
let known: typeof syntaxOf | undefined;

/** Loads the grammars: only what is unpacked needs them. Rejects where they cannot be fetched. */
export async function loadSyntax(): Promise<void> {
  known ??= (await import("./syntax.ts")).syntaxOf;
}

/** The colours of a text. Without its grammar, and until that is there, it has none and reads the same. */
export function useSyntax(code: CodeText): readonly Stretch[] {
  const [find, setFind] = useState(() => known);
  useEffect(() => {
    if (known === undefined) loadSyntax().then(() => setFind(() => known), ignore);
  }, []);
  return useMemo(() => find?.(code) ?? [], [find, code]);
}

function ignore(): void {}
