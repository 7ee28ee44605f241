import { Button, Checkbox, MultiSelect, Select } from "@mantine/core";
import type { ComparePresets, Mode } from "../../core/contract/comparison.ts";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { ErrorNotice } from "../components/Notice.tsx";
import { useCommand } from "../connection/use-command.ts";
import { ControlFields } from "./ControlFields.tsx";
import { type Comparing, changePlace, isCurrent } from "./comparing.ts";
import { EventList } from "./EventList.tsx";
import { type ComparePlace, withPreset } from "./place.ts";
import { WhoField } from "./WhoField.tsx";
import { type EventNames, MODE_WORDS, MODES } from "./words.ts";

/** What is compared: the events, whom they happen to, where, in which ways, and with which settings. */
export function Controls({
  workspace,
  comparing,
  presets,
  names,
  compare,
}: {
  workspace: WorkspaceSummary;
  comparing: Comparing;
  presets: ComparePresets;
  names: EventNames;
  compare: () => void;
}) {
  const { place, running } = comparing;
  const change = (next: ComparePlace): void => changePlace(workspace.id, next);
  const again = useCommand("compare.presets");
  const { request } = place;
  /** The scripts about somebody; the same one as before is taken, about them. */
  const about = async (person: string): Promise<void> => {
    const found = await again.run({ workspace: workspace.id, person });
    const preset = found?.presets.find(({ id }) => id === (place.preset ?? "life"));
    if (preset !== undefined) change(withPreset(place, preset));
  };
  return (
    <section className="cmp-controls" data-pane tabIndex={-1} aria-label="What is compared">
      {place.from === undefined ? null : (
        <FromMoment
          name={workspace.checkpoints.find(({ record }) => record === place.from)?.name ?? place.from}
          leftOut={place.leftOut ?? []}
          edits={place.edits ?? 0}
        />
      )}
      <Select
        label="What happens"
        data={[
          ...presets.presets.map(({ id, name }) => ({ value: id, label: name })),
          ...(place.preset === undefined ? [{ value: OWN, label: "The events below" }] : []),
        ]}
        value={place.preset ?? OWN}
        onChange={(id) => {
          const preset = presets.presets.find((each) => each.id === id);
          if (preset !== undefined) change(withPreset(place, preset));
        }}
      />
      <WhoField
        workspace={workspace.id}
        place={place}
        names={names}
        onChange={change}
        onPerson={(id) => void about(id)}
      />
      {again.error === undefined ? null : <ErrorNotice error={again.error} />}
      <MultiSelect
        label="Applications"
        data={workspace.applications
          .filter(({ id }) => presets.applications.includes(id))
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={[...request.applications]}
        onChange={(applications) => change({ ...place, request: { ...request, applications } })}
        error={request.applications.length === 0 ? "Choose one at least." : undefined}
      />
      <Ways modes={request.modes} onChange={(modes) => change({ ...place, request: { ...request, modes } })} />
      <ControlFields place={place} onChange={change} />
      <EventList place={place} names={names} workspace={workspace} onChange={change} />
      <div className="cmp-go">
        {running === undefined ? (
          <Button
            onClick={compare}
            disabled={!canRun(place)}
            fullWidth
            variant={isCurrent(comparing) ? "default" : "filled"}
          >
            Compare <kbd className="key">Ctrl Enter</kbd>
          </Button>
        ) : (
          <Button onClick={running.cancel} variant="default" fullWidth>
            Cancel
          </Button>
        )}
      </div>
    </section>
  );
}

/** Where it begins, where that is not now, and what of the history is left out. */
function FromMoment({ name, leftOut, edits }: { name: string; leftOut: readonly string[]; edits: number }) {
  return (
    <div className="cmp-from">
      What happened after <strong>“{name}”</strong>, once more.
      {edits === 0 ? null : (
        <p>
          {edits === 1 ? "An edit" : `${edits} edits`} of the directory among it happen{edits === 1 ? "s" : ""} as if HR
          had told of {edits === 1 ? "it" : "them"}.
        </p>
      )}
      {leftOut.length === 0 ? null : (
        <details>
          <summary>{leftOut.length} left out</summary>
          <ul>
            {[...new Set(leftOut)].map((told) => (
              <li key={told}>{told}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const OWN = "own";

/** A comparison needs a way and an application. */
export function canRun({ request }: ComparePlace): boolean {
  return request.modes.length > 0 && request.applications.length > 0;
}

function Ways({ modes, onChange }: { modes: readonly Mode[]; onChange: (modes: Mode[]) => void }) {
  return (
    <fieldset className="cmp-ways">
      <legend>Ways</legend>
      {MODES.map((mode) => (
        <Checkbox
          key={mode}
          label={MODE_WORDS[mode].name}
          title={MODE_WORDS[mode].about}
          checked={modes.includes(mode)}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            onChange(MODES.filter((each) => (each === mode ? checked : modes.includes(each))));
          }}
        />
      ))}
      {modes.length === 0 ? <p className="cmp-problem">Choose one at least.</p> : null}
    </fieldset>
  );
}
