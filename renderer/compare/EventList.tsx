import { Button } from "@mantine/core";
import { useState } from "react";
import type { ComparedEvent } from "../../core/contract/comparison.ts";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { AddEvent } from "./AddEvent.tsx";
import { type ComparePlace, withEvents } from "./place.ts";
import { describeEvent, type EventNames } from "./words.ts";

/** A script may have hundreds: nobody reads that many one by one. */
const SHOWN = 12;

/** What happens, in the order of time, to be added to and taken from. */
export function EventList({
  place,
  names,
  workspace,
  onChange,
}: {
  place: ComparePlace;
  names: EventNames;
  workspace: WorkspaceSummary;
  onChange: (place: ComparePlace) => void;
}) {
  const { events } = place.request;
  const [adding, setAdding] = useState(false);
  const [all, setAll] = useState(false);
  const change = (next: readonly ComparedEvent[]): void =>
    onChange(
      withEvents(
        place,
        next.toSorted((left, right) => left.after - right.after),
      ),
    );
  const shown = all ? events : events.slice(0, SHOWN);
  return (
    <section className="cmp-events" aria-label="Events">
      <h2>Events</h2>
      {events.length === 0 ? <p className="quiet">Nothing happens but logins and cycles.</p> : null}
      <ol>
        {shown.map((event, index) => {
          const told = describeEvent(event, events, names);
          return (
            <li key={`${event.after} ${told}`}>
              <span>
                <span className="quiet">{showAfter(event.after)}</span> {told}
              </span>
              <button
                type="button"
                className="cmp-remove"
                aria-label={`Remove: ${told}, ${showAfter(event.after)}`}
                onClick={() => change(events.filter((_, each) => each !== index))}
              >
                ×
              </button>
            </li>
          );
        })}
      </ol>
      {events.length > SHOWN ? (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${events.length}`}
        </Button>
      ) : null}
      {adding ? (
        <AddEvent
          workspace={workspace}
          place={place}
          names={names}
          onAdd={(added) => {
            change([...events, ...added]);
            setAdding(false);
          }}
          onClose={() => setAdding(false)}
        />
      ) : (
        <Button size="compact-xs" variant="default" onClick={() => setAdding(true)}>
          Add an event…
        </Button>
      )}
    </section>
  );
}

/** When something happens, after the beginning: `day 10`, `day 3, 4 h`. */
function showAfter(minutes: number): string {
  const day = Math.floor(minutes / 1440);
  const rest = minutes % 1440;
  if (rest === 0) return `Day ${day}`;
  return rest % 60 === 0 ? `Day ${day}, ${rest / 60} h` : `Day ${day}, ${rest} min`;
}
