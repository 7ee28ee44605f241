import { Button } from "@mantine/core";
import { useEffect } from "react";
import { present } from "../shell/presenting.ts";
import { AccountTable, MissingRoles } from "./AccountPane.tsx";
import { BrushChip } from "./BrushChip.tsx";
import { INSPECTORS, type Inspector } from "./cursor.ts";
import { Diagram } from "./Diagram.tsx";
import { Narration } from "./Narration.tsx";
import { StepPayload } from "./PayloadPane.tsx";
import { useCursor, useRun } from "./run-context.ts";
import { Scrubber } from "./Scrubber.tsx";
import { useSettled } from "./use-settled.ts";
import { WhyPanel } from "./WhyPanel.tsx";
import "./projector.css";

const NAMES: Readonly<Record<Inspector, string>> = { payload: "Payload", account: "Account", why: "Why" };

/** The panel in it is called *Why* itself. */
const REGIONS: Readonly<Record<Inspector, string>> = { ...NAMES, why: "Why and why not" };

/** For a class: the diagram and one pane beside it, large, and what happens in plain words across the bottom. */
export function Projector() {
  const { cursor, detail } = useRun();
  const inspector = useCursor((state) => state.inspector);
  const blank = useCursor((state) => state.blank);
  useEffect(() => () => cursor.setState({ blank: false }), [cursor]);
  if (blank) {
    return (
      <button type="button" className="blank" onClick={() => cursor.setState({ blank: false })}>
        <span className="sr-only">The screen is blank. B shows it again.</span>
      </button>
    );
  }
  return (
    <div className="projector">
      <header className="projector-head">
        <h1>{detail.title}</h1>
        <BrushChip />
        <fieldset className="projector-tabs" aria-label="Beside the diagram (I)">
          {INSPECTORS.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === inspector}
              onClick={() => cursor.setState({ inspector: each })}
            >
              {NAMES[each]}
            </button>
          ))}
        </fieldset>
        <Button variant="default" size="lg" onClick={() => present(false)}>
          Stop presenting
        </Button>
      </header>
      <section className="run-pane" data-pane="diagram" tabIndex={-1} aria-label="Sequence">
        <Diagram size="projector" />
      </section>
      <section
        className="run-pane projector-inspector"
        data-pane="inspector"
        tabIndex={-1}
        aria-label={REGIONS[inspector]}
      >
        <h2 className="sr-only">{NAMES[inspector]}</h2>
        <InspectorPane inspector={inspector} />
      </section>
      <Narration />
      <Scrubber />
    </div>
  );
}

function InspectorPane({ inspector }: { inspector: Inspector }) {
  const step = useSettled(useCursor((state) => state.step));
  const asking = useCursor((state) => state.asking !== undefined);
  const question = useCursor((state) => state.question);
  if (asking) return <p className="pane-empty">Hidden until the decision is shown (Space).</p>;
  if (inspector === "payload") return <StepPayload seq={step} />;
  if (inspector === "account" || question === undefined) {
    return (
      <div className="run-pane-body">
        {inspector === "why" ? (
          <p className="pane-empty">Pick a value, or press W for the one that changed last.</p>
        ) : null}
        <AccountTable />
        <MissingRoles />
      </div>
    );
  }
  return (
    <div className="run-pane-body">
      <WhyPanel />
    </div>
  );
}
