import { Button } from "@mantine/core";
import { IconPlayerStop, IconRadar2 } from "@tabler/icons-react";
import { Link } from "wouter";
import type { LiveEntry } from "../../core/contract/live.ts";
import { places } from "../connection/places.ts";
import { useFollow, useLive, useStopLive } from "./use-live.ts";
import "./live.css";
import { countRuns, entryLine } from "./words.ts";

/** What stands where the clock is otherwise, on every screen, while real clients have the workspace. */
export function LiveBar({ workspace }: { workspace: string }) {
  const { value: live } = useLive(workspace);
  const { stop, busy } = useStopLive(workspace);
  return (
    <section className="live-bar" aria-label="Live mode runs">
      <Link className="live-mark" href={places.live(workspace)} title="Addresses and requests of live mode">
        <span className="live-dot" aria-hidden="true" /> Live
      </Link>
      <span className="live-clock">The clock is this computer’s.</span>
      {live === undefined ? null : <Latest workspace={workspace} count={live.count} entry={live.entries[0]} />}
      <span className="live-gap" />
      <FollowButton workspace={workspace} />
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconPlayerStop size={13} aria-hidden="true" />}
        loading={busy}
        onClick={() => void stop()}
      >
        Stop live mode
      </Button>
    </section>
  );
}

function Latest({ workspace, count, entry }: LatestProps) {
  if (entry === undefined) return <span className="live-latest">No request yet</span>;
  return (
    <span className="live-latest">
      {countRuns(count)}, the last:{" "}
      <Link className="link" href={places.run(workspace, entry.run)}>
        {entryLine(entry)}
      </Link>
    </span>
  );
}

interface LatestProps {
  readonly workspace: string;
  readonly count: number;
  readonly entry: LiveEntry | undefined;
}

/** Jumps to each new request as it comes, for whoever shows it to others. */
function FollowButton({ workspace }: { workspace: string }) {
  const { following, toggle } = useFollow(workspace);
  return (
    <Button
      size="compact-xs"
      variant={following ? "filled" : "default"}
      leftSection={<IconRadar2 size={13} aria-hidden="true" />}
      aria-pressed={following}
      title="Show the run of each new request as it comes (Alt L)"
      onClick={toggle}
    >
      {following ? "Following" : "Follow"}
    </Button>
  );
}
