import type { ExpressionTrial, TriedFinding } from "../../core/contract/expression-results.ts";
import type { Underlined } from "./diagnostics.ts";
import { describeFix, SEVERITY_WORDS } from "./finding-words.ts";
import type { ReadText } from "./reading.ts";
import { showLogged } from "./sub-values.ts";

/** What came of a text, as its editor shows it. */
export function readTrial(of: string, { findings, evaluated }: ExpressionTrial, person: string | undefined): ReadText {
  const values = (evaluated?.log ?? []).map((value) => ({ from: value.from, to: value.to, shown: showLogged(value) }));
  return { of, person, found: findings.map(underline), values };
}

function underline(finding: TriedFinding): Underlined {
  const { from, to, severity, fix } = finding;
  const message = `${SEVERITY_WORDS[severity]}: ${finding.message.replaceAll("`", "")}`;
  return {
    from,
    to,
    severity,
    message,
    ...(fix === undefined ? {} : { fix: { text: fix, name: describeFix(finding) } }),
  };
}
