import { ActionIcon, SegmentedControl, Tooltip } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { goToStep, move, play, SPEEDS } from "./cursor.ts";
import { useCursor, useRun } from "./run-context.ts";
import { Track } from "./Track.tsx";
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
