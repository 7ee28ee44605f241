import type { Step, Trace } from "../../core/contract/model.ts";

/** The steps as text for Mermaid's sequence diagrams (https://mermaid.js.org/syntax/sequenceDiagram.html). */
export function buildMermaid({ actors, steps }: Trace, stops: readonly number[]): string {
  const names = new Map(actors.map(({ id }, index) => [id, `A${index + 1}`]));
  const shown = stops.flatMap((seq) => steps[seq - 1] ?? []);
  return [
    "sequenceDiagram",
    ...actors.map(({ id, name }) => `  participant ${names.get(id)} as ${plain(name)}`),
    ...shown.map((step) => `  ${messageLine(step, names)}`),
  ].join("\n");
}

function messageLine({ from, to, seq, title, status, kind }: Step, names: ReadonlyMap<string, string>): string {
  const refused = status === "refused";
  const sent = kind === "response" ? "-->>" : "->>";
  const arrow = refused ? "--x" : sent;
  return `${names.get(from)}${arrow}${names.get(to)}: ${seq}. ${refused ? "Refused: " : ""}${plain(title)}`;
}

/** Without what Mermaid takes for its own: `;` and `#` end or escape a line. */
function plain(text: string): string {
  return text.replaceAll("#", "#35;").replaceAll(";", "#59;").replace(/\s+/g, " ");
}
