import type { TriedFinding } from "../../core/contract/expression-results.ts";

/** How serious a finding is, in a word: never by colour alone. */
export const SEVERITY_WORDS: Readonly<Record<TriedFinding["severity"], string>> = {
  error: "Error",
  warning: "Warning",
  info: "Good to know",
};

/** The button that puts a finding right. */
export function describeFix({ instead }: TriedFinding): string {
  return `Use ${instead ?? ""}`;
}
