import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Lane } from "../../core/contract/comparison.ts";
import { showSpan, showWhen } from "./axis.ts";
import { turnOf } from "./BoundaryButtons.tsx";
import { useCompareView } from "./compare-view.ts";
import { type Block, blockAtTime, blockBefore, countAt, type LaneRow, rowsOf, type Standing } from "./lanes.ts";
import { StandingChip } from "./StandingChip.tsx";
import { useFocusPerson } from "./use-focus-person.ts";
import { describeEvent, MODE_WORDS, nameOfPerson, STANDING_WORDS, STANDINGS } from "./words.ts";

/** What each lane is in at the playhead, in words, and the way to what made it so. */
export function MomentPane() {
  const { ran, person, playhead } = useCompareView();
  return (
    <section className="cmp-moment" data-pane tabIndex={-1} aria-label="This moment">
      <h2 className="cmp-when">
        {showWhen(playhead)}{" "}
        <span className="quiet">
          {playhead === ran.from ? "the beginning" : `${showSpan(ran.from, playhead)} after the beginning`}
        </span>
      </h2>
      <EventsNow />
      <p className="sr-only" aria-live="polite">
        <Said />
      </p>
      <ul className="cmp-now" data-many={person === undefined}>
        {ran.lanes.map((lane) =>
          person === undefined ? (
            <EverybodyNow key={lane.mode} lane={lane} />
          ) : (
            <OneNow key={lane.mode} lane={lane} person={person} />
          ),
        )}
      </ul>
    </section>
  );
}

/** The whole moment in one sentence, for whoever hears it. */
export function Said() {
  const { ran, person, playhead } = useCompareView();
  const said = ran.lanes.map((lane) => {
    const words =
      person === undefined
        ? STANDINGS.flatMap((standing) => {
            const { count = 0 } = countAt(lane, playhead, 0).get(standing) ?? {};
            return count === 0 ? [] : [`${count} ${STANDING_WORDS[standing].word.toLowerCase()}`];
          })
        : rowsOf(lane, person, ran.place.request.applications, ran.from).map((row) => wordOf(row, playhead));
    return `${MODE_WORDS[lane.mode].name}: ${words.join(", ")}`;
  });
  return `${showWhen(playhead)}. ${said.join(". ")}.`;
}

function wordOf(row: LaneRow, at: number): string {
  const block = blockAtTime(row, at);
  return block === undefined ? "not there yet" : STANDING_WORDS[block.standing].word.toLowerCase();
}

function EventsNow() {
  const { ran, playhead, names } = useCompareView();
  const { events } = ran.place.request;
  const now = events.filter(({ after }) => ran.from + after * 60_000 === playhead);
  if (now.length === 0) return null;
  const more = now.length > 3 ? `, and ${now.length - 3} more` : "";
  const told = now.slice(0, 3).map((event) => describeEvent(event, events, names));
  return (
    <p className="cmp-happens">
      <span aria-hidden="true">▲ </span>
      {told.join(". ")}
      {more}
    </p>
  );
}

function OneNow({ lane, person }: { lane: Lane; person: string }) {
  const { ran, names } = useCompareView();
  const { applications } = ran.place.request;
  const rows = useMemo(() => rowsOf(lane, person, applications, ran.from), [lane, person, applications, ran.from]);
  return rows.map((row) => (
    <li key={row.application}>
      <span className="cmp-now-lane">
        {MODE_WORDS[lane.mode].name}
        {rows.length < 2 ? null : (
          <span className="quiet"> {names.applications.find(({ id }) => id === row.application)?.name}</span>
        )}
      </span>
      <RowNow lane={lane} row={row} person={person} />
    </li>
  ));
}

function RowNow({ lane, row, person }: { lane: Lane; row: LaneRow; person: string }) {
  const { playhead, open } = useCompareView();
  const block = blockAtTime(row, playhead);
  if (block === undefined) return <span className="quiet">not there yet</span>;
  const { standing, from, initial } = block;
  const openIt = (): void => open({ mode: lane.mode, at: from, person, application: row.application });
  return (
    <>
      <StandingChip standing={standing} />
      <span className="cmp-since">{sinceOf(row, block, playhead)}</span>
      {initial ? null : (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Open the run: ${MODE_WORDS[lane.mode].name}, ${STANDING_WORDS[standing].word}, ${showWhen(from)}`}
          onClick={openIt}
        >
          Open the run
        </Button>
      )}
    </>
  );
}

function sinceOf(row: LaneRow, block: Block, at: number): string {
  if (block.initial) return "from the beginning";
  const before = blockBefore(row, block);
  if (block.from === at) return before === undefined ? "just now" : `just now: ${turnOf(before, block)}`;
  return `since ${showWhen(block.from)}`;
}

function EverybodyNow({ lane }: { lane: Lane }) {
  const { playhead } = useCompareView();
  const counts = useMemo(() => countAt(lane, playhead), [lane, playhead]);
  const [asked, setAsked] = useState<Standing>();
  const found = asked === undefined ? undefined : counts.get(asked);
  return (
    <li>
      <span className="cmp-now-lane">{MODE_WORDS[lane.mode].name}</span>
      <span className="cmp-counts">
        {STANDINGS.map((standing) => {
          const { count = 0 } = counts.get(standing) ?? {};
          if (count === 0) return null;
          const { word } = STANDING_WORDS[standing];
          return (
            <button
              key={standing}
              type="button"
              className="cmp-count"
              aria-expanded={asked === standing}
              aria-label={`${MODE_WORDS[lane.mode].name}: ${count} ${word}. Who?`}
              onClick={() => setAsked(asked === standing ? undefined : standing)}
            >
              <StandingChip standing={standing} /> {count.toLocaleString("en")}
            </button>
          );
        })}
      </span>
      {found === undefined ? null : <Who people={found.people} count={found.count} />}
    </li>
  );
}

/** The first few of many, each to be looked at alone. */
function Who({ people, count }: { people: readonly string[]; count: number }) {
  const { ran, names } = useCompareView();
  const focusOn = useFocusPerson();
  return (
    <span className="cmp-who">
      {people.map((id) => (
        <button key={id} type="button" className="cmp-person" onClick={() => focusOn(id)}>
          {nameOfPerson(id, ran.place.request.events, names.table)}
        </button>
      ))}
      {count > people.length ? <span className="quiet">and more</span> : null}
    </span>
  );
}
