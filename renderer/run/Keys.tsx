import { useShortcuts } from "../keyboard/shortcuts.ts";
import { present, usePresenting } from "../shell/presenting.ts";
import { brushFromHere, brushPhase, setBrush } from "./brush.ts";
import { isWithin } from "./brush-range.ts";
import {
  type Cursor,
  type CursorStore,
  goToStep,
  INSPECTORS,
  move,
  movePhase,
  play,
  reveal,
  setHiding,
  setLevel,
  togglePin,
} from "./cursor.ts";
import { useCursor, useRun } from "./run-context.ts";
import { nextMarked } from "./ticks.ts";
import { usePlay } from "./use-play.ts";

/** The keys of a run, and its playing. It draws nothing. */
export function Keys(): null {
  const { cursor, detail } = useRun();
  const presenting = usePresenting((state) => state.on);
  const playing = useCursor((state) => state.playing);
  const canCompare = useCursor((state) => state.pin !== undefined) || detail.fork !== undefined;
  usePlay();
  const brushed = useCursor((state) => state.brush !== undefined);
  useShortcuts("Run", [
    { keys: ["ArrowRight", "j"], title: "Next step", run: () => move(cursor, 1) },
    { keys: ["ArrowLeft", "k"], title: "Previous step", run: () => move(cursor, -1) },
    { keys: ["shift+ArrowRight"], title: "Next phase", run: () => movePhase(cursor, 1) },
    { keys: ["shift+ArrowLeft"], title: "Previous phase", run: () => movePhase(cursor, -1) },
    { keys: ["Home"], title: "First step", run: () => goToStep(cursor, cursor.getState().stops[0] ?? 1) },
    { keys: ["End"], title: "Last step", run: () => goToStep(cursor, cursor.getState().stops.at(-1) ?? 1) },
    { keys: [" "], title: playing ? "Pause" : "Play, or show what is hidden", run: () => playOrReveal(cursor) },
    { keys: ["]"], title: "Next change of the account", run: () => jump(cursor, 1, "changed") },
    { keys: ["["], title: "Previous change of the account", run: () => jump(cursor, -1, "changed") },
    { keys: ["!"], title: "Next problem", run: () => jump(cursor, 1, "problem") },
    { keys: ["1"], title: "Show phases", run: () => setLevel(cursor, 1) },
    { keys: ["2"], title: "Show messages", run: () => setLevel(cursor, 2) },
    { keys: ["3"], title: "Show everything", run: () => setLevel(cursor, 3) },
    { keys: ["p"], title: "Pin this step", run: () => togglePin(cursor) },
    { keys: ["c"], title: "Compare", run: () => compare(cursor), enabled: canCompare },
    { keys: ["w"], title: "Why is the last changed value so?", run: () => askWhy(cursor) },
    { keys: ["d"], title: "Change what the account is compared with", run: () => turnBaseline(cursor) },
    { keys: ["h"], title: "Hide what comes next", run: () => setHiding(cursor, !cursor.getState().hiding) },
    { keys: ["("], title: "Only the steps from here on", run: () => brushFromHere(cursor, "from") },
    { keys: [")"], title: "Only the steps up to here", run: () => brushFromHere(cursor, "to") },
    { keys: ["g"], title: "Only the steps of this phase", run: () => brushPhase(cursor, cursor.getState().step) },
    {
      keys: ["e"],
      title: "Copy a part of this run",
      run: () => cursor.setState({ open: "copy" }),
      enabled: !presenting,
    },
    {
      keys: ["r"],
      title: "Run again with one change",
      run: () => cursor.setState({ open: "again" }),
      enabled: !presenting && detail.action.type === "login",
    },
    { keys: ["mod+shift+p"], title: presenting ? "Stop presenting" : "Present", run: () => present(!presenting) },
    ...(brushed ? [{ keys: ["Escape"], title: "Show all steps", run: () => setBrush(cursor, undefined) }] : []),
    ...(presenting ? projectorKeys(cursor) : []),
  ]);
  return null;
}

/** What a clicker sends: PageUp, PageDown, a dot. */
function projectorKeys(cursor: CursorStore) {
  return [
    { keys: ["PageDown"], title: "Next step (clicker)", run: () => move(cursor, 1), keyOnly: true },
    { keys: ["PageUp"], title: "Previous step (clicker)", run: () => move(cursor, -1), keyOnly: true },
    { keys: ["i"], title: "Next pane beside the diagram", run: () => turnInspector(cursor) },
    {
      keys: ["b", "."],
      title: "Blank the screen",
      run: () => cursor.setState(({ blank }) => ({ blank: !blank, playing: false })),
    },
    { keys: ["Escape"], title: "Stop presenting", run: () => present(false) },
  ];
}

function playOrReveal(cursor: CursorStore): void {
  const { asking, playing } = cursor.getState();
  if (asking !== undefined) reveal(cursor);
  else play(cursor, !playing);
}

function jump(cursor: CursorStore, by: 1 | -1, wanted: "changed" | "problem"): void {
  const { step, brush } = cursor.getState();
  const steps = cursor.trace.steps.filter(({ seq }) => isWithin(brush, seq));
  const found =
    nextMarked(steps, step, by, wanted) ?? (wanted === "problem" ? nextMarked(steps, 0, 1, wanted) : undefined);
  if (found !== undefined) goToStep(cursor, found);
}

function compare(cursor: CursorStore): void {
  cursor.setState(({ comparing }) => ({ comparing: !comparing }));
}

/** Asks about the value that was looked at, or else about the last that changed by this step. */
function askWhy(cursor: CursorStore): void {
  const focused = document.activeElement?.closest<HTMLElement>("[data-path]")?.dataset.path;
  const { step, question } = cursor.getState();
  const changed = cursor.trace.steps
    .filter((each) => each.seq <= step)
    .flatMap((each) => (each.kind === "change" ? each.changes : []))
    .findLast(({ path }) => path !== "account")?.path;
  const path = focused ?? changed;
  if (path === undefined) return;
  const again = question?.kind === "why" && question.path === path;
  // The answer is about this very moment: it holds until somebody plays on.
  cursor.setState({ question: again ? undefined : { kind: "why", path }, inspector: "why", playing: false });
}

const BASELINE_TURN = { previous: "start", start: "pin", pin: "previous" } as const satisfies Record<
  Cursor["baseline"],
  Cursor["baseline"]
>;

function turnBaseline(cursor: CursorStore): void {
  cursor.setState(({ baseline, pin }) => {
    const next = BASELINE_TURN[baseline];
    return { baseline: next === "pin" && pin === undefined ? "previous" : next };
  });
}

function turnInspector(cursor: CursorStore): void {
  cursor.setState(({ inspector }) => ({
    inspector: INSPECTORS[(INSPECTORS.indexOf(inspector) + 1) % INSPECTORS.length] ?? "payload",
  }));
}
