import { Button } from "@mantine/core";
import { Sentence } from "../components/Sentence.tsx";
import { reveal } from "./cursor.ts";
import { narrate, narratePhase, QUESTION } from "./narration.ts";
import { groupPhases } from "./phases.ts";
import { useCursor, useRun } from "./run-context.ts";

/** What happens at the step, in plain sentences. Read out by a screen reader, but not while the cursor rushes by. */
export function Narration() {
  const { cursor, detail } = useRun();
  const step = useCursor((state) => state.step);
  const level = useCursor((state) => state.level);
  const asking = useCursor((state) => state.asking !== undefined);
  const rushing = useCursor((state) => state.dragging || (state.playing && state.speed !== 0.5 && state.speed !== 1));
  const at = detail.trace.steps[step - 1];
  if (at === undefined) return null;
  const group = level === 1 ? groupPhases(detail.trace.steps).find(({ tail }) => tail === step) : undefined;
  const said = group === undefined ? narrate(at) : narratePhase(group);
  const { title, text } = asking ? QUESTION : said;
  return (
    <section className="narration" data-pane="narration" tabIndex={-1} aria-label="Narration">
      <p aria-live={rushing ? "off" : "polite"} data-refused={!asking && at.status === "refused"}>
        <strong>
          {asking ? "" : `${step}. `}
          {withoutStop(title)}
          {/[.?!]$/.test(title) ? title.at(-1) : "."}
        </strong>{" "}
        <Sentence text={text} />
      </p>
      {asking ? (
        <Button onClick={() => reveal(cursor)} flex="none" rightSection={<kbd className="key">Space</kbd>}>
          Show it
        </Button>
      ) : null}
    </section>
  );
}

function withoutStop(title: string): string {
  return title.replace(/[.?!]$/, "");
}
