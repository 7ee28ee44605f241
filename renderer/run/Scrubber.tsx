import { ActionIcon, SegmentedControl, Tooltip } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconGitFork,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
} from "@tabler/icons-react";
import { memo, type ReactNode, useMemo } from "react";
import { goToStep, move, play, SPEEDS } from "./cursor.ts";
import { describePosition } from "./narration.ts";
import { useCursor, useRun } from "./run-context.ts";
import { buildTicks, shareOf, type Tick } from "./ticks.ts";
import "./scrubber.css";

/** Goes through the run: to any step at once, or playing. */
export function Scrubber() {
  const { cursor } = useRun();
  const stops = useCursor((state) => state.stops);
  const playing = useCursor((state) => state.playing);
  const speed = useCursor((state) => state.speed);
  return (
    <section className="scrubber" data-pane="scrubber" tabIndex={-1} aria-label="Go through the run">
      <div className="scrubber-buttons">
        <Control label="First step (Home)" onClick={() => goToStep(cursor, stops[0] ?? 1)}>
          <IconPlayerSkipBack size={18} />
        </Control>
        <Control label="Step back (←)" onClick={() => move(cursor, -1)}>
          <IconChevronLeft size={20} />
        </Control>
        <Control label={playing ? "Pause (Space)" : "Play (Space)"} onClick={() => play(cursor, !playing)} filled>
          {playing ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
        </Control>
        <Control label="Step on (→)" onClick={() => move(cursor, 1)}>
          <IconChevronRight size={20} />
        </Control>
        <Control label="Last step (End)" onClick={() => goToStep(cursor, stops.at(-1) ?? 1)}>
          <IconPlayerSkipForward size={18} />
        </Control>
      </div>
      <Track />
      <SegmentedControl
        className="scrubber-speed"
        aria-label="Speed"
        value={String(speed)}
        onChange={(value) => cursor.setState({ speed: SPEEDS.find((each) => String(each) === value) ?? 1 })}
        data={SPEEDS.map((each) => ({ value: String(each), label: each === "instant" ? "at once" : `${each}×` }))}
      />
    </section>
  );
}

function Control({
  label,
  onClick,
  filled = false,
  children,
}: {
  label: string;
  onClick: () => void;
  filled?: boolean;
  children: ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick} size="lg" variant={filled ? "filled" : "subtle"}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function Track() {
  const { cursor, detail } = useRun();
  const step = useCursor((state) => state.step);
  const pin = useCursor((state) => state.pin);
  const hiding = useCursor((state) => state.hiding);
  const revealed = useCursor((state) => state.revealed);
  const asking = useCursor((state) => state.asking !== undefined);
  const ticks = useMemo(() => buildTicks(detail.trace.steps), [detail]);
  const count = detail.trace.steps.length;
  return (
    <div className="track">
      <Ticks ticks={ticks} until={hiding ? Math.max(step, revealed) : count} />
      {pin === undefined ? null : <Flag at={shareOf(pin, count)} sign="▼" title={`Pinned: step ${pin}`} />}
      {detail.fork === undefined || (hiding && detail.fork.firstDifference > step) ? null : (
        <Flag
          at={shareOf(detail.fork.firstDifference, count)}
          sign={<IconGitFork size={14} />}
          title={`From step ${detail.fork.firstDifference} on, this run differs from the original`}
        />
      )}
      <input
        type="range"
        min={1}
        max={count}
        value={step}
        aria-label="Step"
        aria-valuetext={describePosition(detail.trace, step, asking)}
        style={{ "--done": `${shareOf(step, count) * 100}%` } as React.CSSProperties}
        onChange={(event) => goToStep(cursor, Number(event.currentTarget.value))}
        onPointerDown={() => cursor.setState({ dragging: true, playing: false })}
        onPointerUp={() => cursor.setState({ dragging: false })}
        onPointerCancel={() => cursor.setState({ dragging: false })}
        onBlur={() => cursor.setState({ dragging: false })}
      />
    </div>
  );
}

const MARK_SIGNS = { changed: "◆", failed: "!" } as const;

const Ticks = memo(function Ticks({ ticks, until }: { ticks: readonly Tick[]; until: number }) {
  return (
    <div className="scrubber-ticks" aria-hidden="true">
      {ticks.map(({ seq, at, kind, mark }) =>
        seq > until ? null : (
          <span key={seq} className="scrubber-tick" data-kind={kind} data-mark={mark} style={{ left: `${at * 100}%` }}>
            {mark === undefined ? null : MARK_SIGNS[mark]}
          </span>
        ),
      )}
    </div>
  );
});

function Flag({ at, sign, title }: { at: number; sign: ReactNode; title: string }) {
  return (
    <div className="scrubber-ticks">
      <span className="flag" role="img" aria-label={title} title={title} style={{ left: `${at * 100}%` }}>
        {sign}
      </span>
    </div>
  );
}
