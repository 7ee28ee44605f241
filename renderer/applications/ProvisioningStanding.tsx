import { Button } from "@mantine/core";
import { useState } from "react";
import type { Provisioning } from "../../core/contract/model.ts";
import { nounOfRun } from "../../core/contract/product-words.ts";
import type { ApplicationLifecycle } from "../../core/contract/results.ts";
import { showInstant } from "../components/instant.ts";
import { Notice } from "../components/Notice.tsx";
import { PersonPicker } from "../components/PersonPicker.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { ActError } from "../lifecycle/ActingNow.tsx";
import { agoWords, untilWords } from "../lifecycle/time-words.ts";
import { type Act, useAct } from "../lifecycle/use-act.ts";
import { useEditing } from "./editing.ts";
import { nameOfWay } from "./ways.ts";

/** How provisioning stands as it is saved: when it ran and will run, what is wrong, and ways to run it now. */
export function ProvisioningStanding({ standing, clock }: { standing: ApplicationLifecycle; clock: string }) {
  const { workspace, base, detail } = useEditing();
  const acting = useAct(workspace);
  const { way, quarantine, disabledAt, escrow, staged } = standing;
  if (way !== "scim" && way !== "scheduled") return null;
  const { provisioning } = base.connection;
  const noun = way === "scim" ? nounOfRun(detail.preset?.product, provisioning) : "batch";
  const isPushed = goesByEvents(provisioning);
  const facts = isPushed ? [PUSHED] : describeCycles(standing, clock, noun);
  const waiting =
    escrow === 0 ? [] : [`${escrow} ${escrow === 1 ? "person" : "people"} failed, and will be tried again.`];
  return (
    <section className="block" aria-labelledby="standing-title">
      <h2 id="standing-title" className="block-title">
        How it stands
      </h2>
      <p className="block-text">{[...facts, ...waiting].join(" ")}</p>
      {quarantine === undefined ? null : (
        <Notice
          tone="warn"
          title={`In quarantine since ${showInstant(quarantine.since)}: ${noun === "push" ? "pushes" : `${noun}s`} come seldom.`}
        >
          {quarantine.reason}
        </Notice>
      )}
      {disabledAt === undefined ? null : (
        <Notice tone="bad" title={`Switched off since ${showInstant(disabledAt)}`}>
          {nameOfWay(way)} was too long in quarantine. A {noun} as if for the first time starts it again.
        </Notice>
      )}
      {staged === 0 ? null : (
        <Notice tone="warn" title={`${staged} deactivations and deletions are held back`}>
          They are more than the threshold allows. Nothing is sent until somebody says so.
        </Notice>
      )}
      <RunNow standing={standing} label={isPushed ? "Push everybody now" : `Run a ${noun} now`} acting={acting} />
      <ActError error={acting.error} />
    </section>
  );
}

const PUSHED = "People are pushed as soon as something happens to them, and everybody when a mapping is saved.";

function describeCycles(
  { cycles, lastCycleAt, nextCycleAt }: ApplicationLifecycle,
  clock: string,
  noun: string,
): readonly string[] {
  return [
    ...(cycles === 0 && lastCycleAt === undefined ? [`No ${noun} has run yet.`] : []),
    ...(lastCycleAt === undefined ? [] : [`The last ${noun} ran ${agoWords(clock, lastCycleAt)}.`]),
    ...(nextCycleAt === undefined
      ? []
      : [`The next is due ${untilWords(clock, nextCycleAt)} (${showInstant(nextCycleAt)}).`]),
  ];
}

function goesByEvents(provisioning: Provisioning | undefined): boolean {
  return provisioning?.way === "scim" && provisioning.client.runs.on === "events";
}

function RunNow({ standing, label, acting }: { standing: ApplicationLifecycle; label: string; acting: Act }) {
  const { application, way, staged } = standing;
  const { act, busy } = acting;
  const cycle = { type: "cycle", application } as const;
  return (
    <>
      <div className="row-line">
        <Button size="compact-sm" loading={busy} onClick={() => void act(cycle)}>
          {label}
        </Button>
        {way === "scim" ? (
          <Button
            size="compact-sm"
            variant="default"
            disabled={busy}
            title="People, failures and quarantine are forgotten; whose the accounts are is not."
            onClick={() => void act({ ...cycle, restart: true })}
          >
            As if for the first time
          </Button>
        ) : null}
        {staged === 0 ? null : (
          <Button
            size="compact-sm"
            variant="default"
            disabled={busy}
            onClick={() => void act({ ...cycle, allowDeletes: true })}
          >
            Send what is held back
          </Button>
        )}
      </div>
      <OnePerson application={application} acting={acting} />
    </>
  );
}

/** Provision on demand: one person, at once. */
function OnePerson({ application, acting: { act, busy } }: { application: string; acting: Act }) {
  const { workspace } = useEditing();
  const { value: table } = useAnswer("directory.table", { workspace });
  const [person, setPerson] = useState<string>();
  const user = table?.userName[table.id.indexOf(person ?? "")];
  return (
    <div className="row-line one-person">
      <PersonPicker workspace={workspace} value={person} onChange={setPerson} label="Provision one person now" />
      <Button
        size="compact-sm"
        variant="default"
        disabled={busy || user === undefined}
        onClick={() => (user === undefined ? undefined : void act({ type: "cycle", application, user }))}
      >
        Provision
      </Button>
    </div>
  );
}
