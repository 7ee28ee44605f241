import { ActionIcon, Button, Menu, Popover } from "@mantine/core";
import { IconBolt, IconChevronDown, IconClock, IconDots, IconPlayerSkipForward } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { PassTimeAction } from "../../core/contract/model.ts";
import type { Lifecycle, WorkspaceSummary } from "../../core/contract/results.ts";
import { refusing } from "../components/refusing.ts";
import { tellError } from "../connection/told.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { ActingNow } from "./ActingNow.tsx";
import { useActing } from "./acting.ts";
import { DueList } from "./DueList.tsx";
import { letSomethingHappen, openLifecycle } from "./happening.ts";
import "./lifecycle.css";
import { OutageChips, OutageItems, outageWords } from "./Outages.tsx";
import { clockWords, untilWords } from "./time-words.ts";
import { type Party, useOutages } from "./use-outages.ts";
import { usePassTime } from "./use-pass-time.ts";

/** The simulated clock, what is due next, and ways to let time pass. It stands on every screen of a workspace. */
export function LifecycleBar({ workspace }: { workspace: WorkspaceSummary }) {
  const { value: lifecycle } = useAnswer("lifecycle.read", { workspace: workspace.id });
  const acting = useActing(({ what }) => what);
  // None of the buttons can be pressed then, and what is happening needs the room.
  const isLong = useActing(({ far }) => far !== undefined);
  const pass = usePassTime(workspace.id, tellError);
  const hasDue = (lifecycle?.dueCount ?? 0) > 0;
  const parties = useOutages(workspace, lifecycle);
  useLifecycleKeys(pass, acting === undefined, hasDue);
  useCancelKey();
  useOutageEntries(parties, acting === undefined);
  return (
    <section className="lifecycle-bar" aria-label="Simulated time">
      <span className="lifecycle-clock" title="The simulated time, in UTC. It moves only when something moves it.">
        <IconClock size={14} aria-hidden="true" />
        <time dateTime={workspace.clock}>{clockWords(workspace.clock)}</time>
      </span>
      {acting === undefined ? <NextDue lifecycle={lifecycle} clock={workspace.clock} pass={pass} /> : <ActingNow />}
      <span className="lifecycle-gap" />
      <OutageChips parties={parties} busy={acting !== undefined} />
      {isLong ? null : (
        <Buttons pass={pass} busy={acting !== undefined} hasDue={hasDue}>
          <OutageItems parties={parties} providers={workspace.identityProviders.length} />
        </Buttons>
      )}
    </section>
  );
}

type Pass = (by: PassTimeAction["by"]) => void;

const DAY = 1440;

function Buttons({
  pass,
  busy,
  hasDue,
  children,
}: {
  pass: Pass;
  busy: boolean;
  hasDue: boolean;
  /** Further items of the menu. */
  children: ReactNode;
}) {
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
      <More pass={pass} busy={busy}>
        {children}
      </More>
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

function More({ pass, busy, children }: { pass: Pass; busy: boolean; children: ReactNode }) {
  return (
    <Menu position="bottom-end" disabled={busy} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon color="gray" aria-label={MORE} title={MORE} disabled={busy}>
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
        {children}
        <Menu.Divider />
        <Menu.Item onClick={() => openLifecycle("hr")}>HR and open sessions…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const MORE = "Other times, outages, and HR";

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

function useCancelKey(): void {
  const { far, cancel } = useActing();
  useShortcuts(
    "What is happening",
    [{ keys: ["Escape"], title: "Cancel what is happening", run: () => cancel?.(), enabled: far !== undefined }],
    { lowest: true },
  );
}

function useOutageEntries(parties: readonly Party[], enabled: boolean): void {
  useShortcuts(
    "Who can be reached",
    parties.map(({ name, isDown, toggle }) => ({ keys: [], title: outageWords(name, isDown), run: toggle, enabled })),
    { lowest: true },
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
