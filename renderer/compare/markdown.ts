import { showWhen } from "./axis.ts";
import type { Ran } from "./comparing.ts";
import { METRICS } from "./metrics.ts";
import { describeEvent, type EventNames, MODE_WORDS, nameOfPerson } from "./words.ts";

/** More events than anybody reads in a summary. */
const MOST_EVENTS = 20;

/** A comparison as Markdown: what happened, to whom, the figures, and how each is counted. */
export function buildMarkdown({ place, from, to, lanes }: Ran, names: EventNames): string {
  const { people, applications, events } = place.request;
  const whom =
    people === undefined ? "everybody" : people.map((id) => nameOfPerson(id, events, names.table)).join(", ");
  const where = applications.map((id) => names.applications.find((each) => each.id === id)?.name ?? id).join(", ");
  const told = events.slice(0, MOST_EVENTS).map((event) => {
    return `- ${showWhen(from + event.after * 60_000)}: ${describeEvent(event, events, names)}`;
  });
  const more = events.length > MOST_EVENTS ? [`- and ${events.length - MOST_EVENTS} more`] : [];
  const head = ["Way", ...METRICS.map(({ title }) => title)];
  const rows = lanes.map(({ mode, metrics }) => [MODE_WORDS[mode].name, ...METRICS.map(({ show }) => show(metrics))]);
  return [
    `# ${lanes.map(({ mode }) => MODE_WORDS[mode].name).join(", ")} compared`,
    "",
    `The same events for ${plain(whom)} in ${plain(where)}, ${showWhen(from)} to ${showWhen(to)} (UTC).`,
    "",
    ...(events.length === 0 ? ["Nothing happens but logins and cycles."] : told.map(plain)),
    ...more,
    "",
    row(head),
    row(head.map(() => "---")),
    ...rows.map(row),
    "",
    "How counted:",
    "",
    ...METRICS.map(({ title, how }) => `- ${title}: ${how}`),
    "",
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** Names come from files: none of them is markup. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&").replace(/[\r\n]+/g, " ");
}
