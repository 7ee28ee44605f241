import { ActionIcon, Button, Loader, Menu, Popover } from "@mantine/core";
import { IconBolt, IconChevronDown, IconClock, IconDots, IconPlayerSkipForward } from "@tabler/icons-react";
import { useState } from "react";
import type { PassTimeAction } from "../../core/contract/model.ts";
import type { Lifecycle, WorkspaceSummary } from "../../core/contract/results.ts";
import { refusing } from "../components/refusing.ts";
import { tellError } from "../connection/told.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { DueList } from "./DueList.tsx";
import { letSomethingHappen, openLifecycle } from "./happening.ts";
import "./lifecycle.css";
import { clockWords, untilWords } from "./time-words.ts";
import { useActing } from "./use-act.ts";
import { usePassTime } from "./use-pass-time.ts";

/** The simulated clock, what is due next, and ways to let time pass. It stands on every screen of a workspace. */
export function LifecycleBar({ workspace }: { workspace: WorkspaceSummary }) {
  const { value: lifecycle } = useAnswer("lifecycle.read", { workspace: workspace.id });
  const acting = useActing(({ what }) => what);
  const pass = usePassTime(workspace.id, tellError);
  const hasDue = (lifecycle?.dueCount ?? 0) > 0;
  useLifecycleKeys(pass, acting === undefined, hasDue);
  return (
    <section className="lifecycle-bar" aria-label="Simulated time">
      <span className="lifecycle-clock" title="The simulated time, in UTC. It moves only when something moves it.">
        <IconClock size={14} aria-hidden="true" />
        <time dateTime={workspace.clock}>{clockWords(workspace.clock)}</time>
      </span>
      {acting === undefined ? (
        <NextDue lifecycle={lifecycle} clock={workspace.clock} pass={pass} />
      ) : (
        <span className="lifecycle-next" role="status">
          <Loader size={12} aria-hidden="true" /> {acting}…
        </span>
      )}
      <span className="lifecycle-gap" />
      <Buttons pass={pass} busy={acting !== undefined} hasDue={hasDue} />
    </section>
  );
}

type Pass = (by: PassTimeAction["by"]) => void;

const DAY = 1440;

function Buttons({ pass, busy, hasDue }: { pass: Pass; busy: boolean; hasDue: boolean }) {
  const refuses = busy || !hasDue;
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconPlayerSkipForward size={13} aria-hidden="true" />}
        title={hasDue ? "Let time pass until the next thing is due (Ctrl .)" : "Nothing is due"}
        {...refusing(refuses)}
        onClick={() => (refuses ? undefined : pass({ toNextEvent: true }))}
      >
        To next event
      </Button>
      {STEPS.map(({ label, minutes, name }) => (
        <Button
          key={label}
          size="compact-xs"
          variant="default"
          aria-label={name}
          title={name}
          disabled={busy}
          onClick={() => pass({ minutes })}
        >
          {label}
        </Button>
      ))}
      <More pass={pass} busy={busy} />
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconBolt size={13} aria-hidden="true" />}
        disabled={busy}
        onClick={() => letSomethingHappen()}
      >
        Something happens…
      </Button>
    </>
  );
}

const STEPS = [
  { label: "+1 h", minutes: 60, name: "Let 1 hour pass", key: "alt+h" },
  { label: "+1 day", minutes: DAY, name: "Let 1 day pass", key: "alt+j" },
  { label: "+7 days", minutes: 7 * DAY, name: "Let 7 days pass", key: "alt+w" },
] as const;

const OTHERS = [
  { name: "10 minutes", minutes: 10 },
  { name: "40 minutes", minutes: 40 },
  { name: "8 hours", minutes: 480 },
  { name: "30 days", minutes: 30 * DAY },
] as const;

function More({ pass, busy }: { pass: Pass; busy: boolean }) {
  return (
    <Menu position="bottom-end" disabled={busy} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon color="gray" aria-label="Other times, and HR" title="Other times, and HR" disabled={busy}>
          <IconDots size={15} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Let time pass</Menu.Label>
        {OTHERS.map(({ name, minutes }) => (
          <Menu.Item key={name} onClick={() => pass({ minutes })}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => openLifecycle("until")}>Until a moment…</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => openLifecycle("hr")}>HR and open sessions…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What is due next, in words; behind it everything that is. */
function NextDue({ lifecycle, clock, pass }: { lifecycle: Lifecycle | undefined; clock: string; pass: Pass }) {
  const [opened, setOpened] = useState(false);
  const next = lifecycle?.due[0];
  if (lifecycle === undefined) return null;
  if (next === undefined) return <span className="lifecycle-next quiet">Nothing is due</span>;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={420} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className="lifecycle-next lifecycle-due"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <span className="lifecycle-sentence">{next.sentence}</span>
          <strong>{untilWords(clock, next.at)}</strong>
          <IconChevronDown size={13} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="What is due">
        <DueList
          lifecycle={lifecycle}
          clock={clock}
          onUntil={(until) => {
            setOpened(false);
            pass({ until });
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function useLifecycleKeys(pass: Pass, enabled: boolean, hasDue: boolean): void {
  useShortcuts(
    "Simulated time",
    [
      {
        keys: ["mod+."],
        title: "Let time pass until the next thing is due",
        run: () => pass({ toNextEvent: true }),
        enabled: enabled && hasDue,
      },
      ...STEPS.map(({ name, minutes, key }) => ({ keys: [key], title: name, run: () => pass({ minutes }), enabled })),
      { keys: [], title: "Let time pass until a moment…", run: () => openLifecycle("until"), enabled },
      { keys: [], title: "HR and open sessions…", run: () => openLifecycle("hr") },
      { keys: ["alt+s"], title: "Something happens to somebody…", run: () => letSomethingHappen(), enabled },
      { keys: [], title: "Hire somebody…", run: () => letSomethingHappen({ kind: "hire" }), enabled },
      { keys: [], title: "Somebody leaves…", run: () => letSomethingHappen({ kind: "leave" }), enabled },
    ],
    { lowest: true },
  );
}
