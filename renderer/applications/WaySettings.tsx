import type { Provisioning } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { NumberField } from "./NumberField.tsx";
import { ScimClient } from "./ScimClient.tsx";
import { TextField } from "./TextField.tsx";
import { WorkflowRules } from "./WorkflowRules.tsx";

const PATH = ["connection", "provisioning"];
const MOST_MINUTES = 525_600;

/** When and how a way acts. */
export function WaySettings({ provisioning }: { provisioning: Provisioning }) {
  switch (provisioning.way) {
    case "scim":
      return <ScimClient provisioning={provisioning} />;
    case "scheduled":
      return <Schedule provisioning={provisioning} />;
    case "manual":
      return <Tickets provisioning={provisioning} />;
    case "workflow":
      return <WorkflowRules />;
  }
}

function Schedule({ provisioning: { schedule } }: { provisioning: Extract<Provisioning, { way: "scheduled" }> }) {
  const { canEdit, change } = useEditing();
  const path = [...PATH, "schedule"];
  return (
    <section className="block" aria-labelledby="schedule-title" data-setting="connection/provisioning/schedule">
      <h2 id="schedule-title" className="block-title">
        When the batch runs
      </h2>
      <div className="row-line">
        <Choice
          label="The batch runs"
          path={[...path, "on"]}
          value={schedule.on}
          options={[
            ["daily", "each day at"],
            ["interval", "every"],
          ]}
          disabled={!canEdit}
          onChange={(on) => change(path, on === "interval" ? { on, everyMinutes: 60 } : { on: "daily", at: "02:00" })}
        />
        {schedule.on === "daily" ? (
          <>
            <TextField
              label="Time of the batch, in UTC"
              path={[...path, "at"]}
              value={schedule.at}
              code
              width={6}
              disabled={!canEdit}
              onChange={(at) => change([...path, "at"], at)}
            />
            <span className="row-soft">UTC</span>
          </>
        ) : (
          <NumberField
            label="Time between batches"
            path={[...path, "everyMinutes"]}
            value={schedule.everyMinutes}
            unit="minutes"
            max={MOST_MINUTES}
            disabled={!canEdit}
            onChange={(minutes) => change([...path, "everyMinutes"], minutes)}
          />
        )}
      </div>
      <FieldProblems path={path} />
    </section>
  );
}

function Tickets({ provisioning }: { provisioning: Extract<Provisioning, { way: "manual" }> }) {
  const { canEdit, change } = useEditing();
  return (
    <section className="block" aria-labelledby="tickets-title" data-setting="connection/provisioning/delayHours">
      <h2 id="tickets-title" className="block-title">
        How tickets are done
      </h2>
      <div className="row-line">
        <span>A ticket is done after</span>
        <NumberField
          label="Time until a ticket is done"
          path={[...PATH, "delayHours"]}
          value={provisioning.delayHours}
          unit="working hours"
          max={2000}
          disabled={!canEdit}
          onChange={(hours) => change([...PATH, "delayHours"], hours)}
        />
        <span className="row-soft">(Monday to Friday, 09:00 to 17:00 UTC)</span>
      </div>
      <div className="row-line" data-setting="connection/provisioning/slipRate">
        <span>Never done at all:</span>
        <NumberField
          label="Share of tickets that nobody ever does"
          path={[...PATH, "slipRate"]}
          value={Math.round(provisioning.slipRate * 100)}
          unit="% of them"
          max={100}
          disabled={!canEdit}
          onChange={(percent) => change([...PATH, "slipRate"], (percent ?? 0) / 100)}
        />
      </div>
      <FieldProblems path={[...PATH, "delayHours"]} />
      <FieldProblems path={[...PATH, "slipRate"]} />
    </section>
  );
}
