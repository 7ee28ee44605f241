import { Button } from "@mantine/core";
import { present } from "../shell/presenting.ts";
import { showWhen } from "./axis.ts";
import { Chart } from "./Chart.tsx";
import { useCompareView } from "./compare-view.ts";
import { Legend } from "./Legend.tsx";
import { MetricTable } from "./MetricTable.tsx";
import { Said } from "./MomentPane.tsx";
import { METRICS } from "./metrics.ts";
import { nameOfPerson } from "./words.ts";
import "./presenting.css";

/** What can be read from the last row: how long until access, and what stays wrong or open. */
const FEW = METRICS.filter(({ id }) => ["p50", "staleHours", "excessHours", "orphanedHours", "requests"].includes(id));

/** For a class: the chart with the window to itself, large, what it says in plain words, and five figures. */
export function Presenting() {
  const { ran, person, names, playhead } = useCompareView();
  const whom = person === undefined ? "everybody" : nameOfPerson(person, ran.place.request.events, names.table);
  return (
    <div className="cmp-projector">
      <header className="cmp-projector-head">
        <h1>The same events for {whom}</h1>
        <Button variant="default" size="lg" onClick={() => present(false)}>
          Stop presenting
        </Button>
      </header>
      <section className="cmp-projector-chart" data-pane tabIndex={-1} aria-label="Compare">
        <Legend size="projector" />
        <Chart size="projector" />
        <MetricTable columns={FEW} />
      </section>
      <section className="cmp-projector-said" data-pane tabIndex={-1} aria-label="This moment">
        <p aria-live="polite" key={showWhen(playhead)}>
          <Said />
        </p>
      </section>
    </div>
  );
}
