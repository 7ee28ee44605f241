import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { WorkspaceList } from "../../core/contract/results.ts";
import { ErrorNotice } from "../components/Notice.tsx";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { resumeGuide, useGuide } from "../first-minute/guide.ts";
import { guidedWorkspaces, watchALogin } from "../first-minute/start.ts";

/** The first thing to do: one click, and a trace moves. */
export function WatchCard({ list }: { list: WorkspaceList | undefined }) {
  const engine = useEngine();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ContractError>();
  const watch = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await watchALogin(engine);
    } catch (failure) {
      setError(describeFailure(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="home-watch" aria-labelledby="home-watch">
      <div className="home-watch-text">
        <h2 id="home-watch">Watch a login</h2>
        <p>
          Ada Lovelace logs in to Expenses for the first time. Step by step you see the messages, her account being
          made, and the rule that grants her role. Then her department changes, and the next login moves the role.
        </p>
        <div className="home-watch-actions">
          <Button size="md" leftSection={<IconPlayerPlay size={18} />} loading={busy} onClick={() => void watch()}>
            Watch a login
          </Button>
          <Resume list={list} />
          <span className="home-watch-time">60 seconds</span>
        </div>
        {error === undefined ? null : <ErrorNotice error={error} />}
      </div>
      <LoginPicture />
    </section>
  );
}

/** Goes on with a first minute that was left half-way. */
function Resume({ list }: { list: WorkspaceList | undefined }) {
  const guided = useGuide((state) => state.workspaces);
  const [workspace] = list === undefined ? [] : guidedWorkspaces(list.workspaces);
  if (workspace === undefined || guided[workspace.id] === undefined) return null;
  const resume = (): void => {
    resumeGuide(workspace.id);
    goTo(places.runs(workspace.id));
  };
  return (
    <Button size="md" variant="default" onClick={resume}>
      Go on in {workspace.id}
    </Button>
  );
}

const LANES = ["Browser", "Identity provider", "Expenses", "Accounts"] as const;
const MESSAGES: readonly (readonly [from: number, to: number, tone: string])[] = [
  [0, 2, "http"],
  [2, 0, "oidc"],
  [0, 1, "oidc"],
  [1, 0, "oidc"],
  [0, 2, "oidc"],
  [2, 3, "store"],
];

/** What is about to be seen, in small. */
function LoginPicture() {
  const x = (lane: number): number => 50 + lane * 100;
  // The last message stops at the rim of the account that it makes.
  const end = (lane: number): number => x(lane) - (lane === 3 ? 7 : 0);
  return (
    <svg className="home-picture" viewBox="0 0 400 150" aria-hidden="true" focusable="false">
      {LANES.map((name, lane) => (
        <g key={name}>
          <text x={x(lane)} y={14} textAnchor="middle">
            {name}
          </text>
          <line x1={x(lane)} x2={x(lane)} y1={24} y2={144} className="home-picture-lane" />
        </g>
      ))}
      {MESSAGES.map(([from, to, tone], index) => {
        const y = 38 + index * 19;
        const head = to > from ? -6 : 6;
        return (
          <g key={y} style={{ color: `var(--lane-${tone})` }} className="home-picture-message">
            <line x1={x(from)} x2={end(to) + head} y1={y} y2={y} />
            <path d={`M ${end(to)} ${y} l ${head * 1.3} -4 v 8 z`} />
          </g>
        );
      })}
      <circle cx={x(3)} cy={133} r={6} className="home-picture-account" />
    </svg>
  );
}
