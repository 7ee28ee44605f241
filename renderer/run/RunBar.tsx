import { ActionIcon, Button, SegmentedControl, Switch, Tooltip } from "@mantine/core";
import { IconColumns2, IconGitFork, IconPin, IconPinnedFilled, IconPresentation } from "@tabler/icons-react";
import { present } from "../shell/presenting.ts";
import { CopyMenu } from "./CopyMenu.tsx";
import { setHiding, setLevel, togglePin } from "./cursor.ts";
import { RunAgain } from "./later.ts";
import { nameRun } from "./name-run.ts";
import type { Level } from "./rows.ts";
import { useCursor, useRun } from "./run-context.ts";

/** What run it is, and how one looks at it. */
export function RunBar() {
  const { detail, cursor } = useRun();
  const view = useCursor((state) => state.view);
  const level = useCursor((state) => state.level);
  const hiding = useCursor((state) => state.hiding);
  return (
    <header className="run-bar">
      <div className="run-title">
        <h1>{nameRun(detail)}</h1>
        <span title={detail.title}>{detail.title}</span>
      </div>
      <div className="run-tools">
        <SegmentedControl
          aria-label="Steps as"
          value={view}
          onChange={(value) =>
            cursor.setState({ view: VIEWS.find(({ value: each }) => each === value)?.value ?? "sequence" })
          }
          data={VIEWS.filter(({ value }) => value !== "people" || detail.trace.people !== undefined).map((each) => ({
            ...each,
          }))}
        />
        <SegmentedControl
          aria-label="How much is shown"
          value={String(level)}
          onChange={(value) => setLevel(cursor, LEVELS.find(({ level: each }) => String(each) === value)?.level ?? 2)}
          data={LEVELS.map((each) => ({ value: String(each.level), label: each.name }))}
        />
        <Switch
          size="xs"
          label="Hide what comes next"
          checked={hiding}
          onChange={(event) => {
            setHiding(cursor, event.currentTarget.checked);
            // Space reveals from here on; on the switch it would turn hiding off again.
            document.querySelector<HTMLElement>('[data-pane="steps"], [data-pane="diagram"]')?.focus();
          }}
        />
        <PinTools />
        {detail.action.type === "login" ? <AgainButton /> : null}
        <CopyMenu />
        <Tooltip label="Present (Ctrl Shift P)">
          <ActionIcon aria-label="Present" onClick={() => present(true)}>
            <IconPresentation size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}

const VIEWS = [
  { value: "sequence", label: "Sequence" },
  { value: "table", label: "Table" },
  { value: "people", label: "People" },
] as const;

const LEVELS: readonly { readonly level: Level; readonly name: string }[] = [
  { level: 1, name: "Phases" },
  { level: 2, name: "Messages" },
  { level: 3, name: "Everything" },
];

function PinTools() {
  const { cursor, detail } = useRun();
  const pinned = useCursor((state) => state.pin === state.step);
  const comparing = useCursor((state) => state.comparing);
  const canCompare = useCursor((state) => state.pin !== undefined) || detail.fork !== undefined;
  const pinLabel = pinned ? "Unpin this step (P)" : "Pin this step (P)";
  const compareLabel = canCompare ? "Compare (C)" : "Compare (C): pin a step first";
  return (
    <>
      <Tooltip label={pinLabel}>
        <ActionIcon aria-label={pinLabel} aria-pressed={pinned} onClick={() => togglePin(cursor)}>
          {pinned ? <IconPinnedFilled size={18} /> : <IconPin size={18} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={compareLabel}>
        <ActionIcon
          aria-label={compareLabel}
          aria-pressed={comparing}
          variant={comparing ? "filled" : "subtle"}
          disabled={!canCompare}
          onClick={() => cursor.setState({ comparing: !comparing })}
        >
          <IconColumns2 size={18} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}

/** Only a login is run again with one change. */
function AgainButton() {
  const { cursor, detail } = useRun();
  const asking = useCursor((state) => state.open === "again");
  if (detail.action.type !== "login") return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconGitFork size={14} />}
        onClick={() => cursor.setState({ open: "again" })}
      >
        Run again with…
      </Button>
      {asking ? <RunAgain onClose={() => cursor.setState({ open: undefined })} /> : null}
    </>
  );
}
