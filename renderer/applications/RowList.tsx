import { IconArrowDown, IconArrowUp, IconCopy, IconGripVertical, IconPlus, IconTrash } from "@tabler/icons-react";
import { type DragEvent, type KeyboardEvent, type ReactNode, useState } from "react";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { problemsAt, type ShownProblem } from "./problems.ts";
import { duplicateRow, moveRow, moveTo, neighbourOf, removeRow } from "./rows.ts";
import { readSetting, type SettingPath, showPath } from "./setting.ts";
import "./rows.css";

interface Row {
  readonly id: string;
}

/** Rows in an order that matters: to move, duplicate, remove and add, by pointer and by keys. */
export function RowList<Item extends Row>({
  path,
  noun,
  nameOf,
  build,
  children,
}: {
  path: SettingPath;
  /** What one of them is: "Mapping row". */
  noun: string;
  nameOf: (row: Item) => string;
  /** A new row. */
  build: (rows: readonly Item[]) => Item;
  children: (row: Item, index: number) => ReactNode;
}) {
  const { draft, canEdit, problems, change } = useEditing();
  const rows = asRows<Item>(readSetting(draft, path));
  const [dragged, setDragged] = useState<string>();
  const save = (next: readonly Item[]): void => change(path, next);
  const act = (action: RowAction, id: string): void => {
    const next = carryOut(action, rows, id);
    save(next);
    focusRow(path, focusAfter(action, rows, next, id));
  };
  const drop = (event: DragEvent, index: number): void => {
    event.preventDefault();
    if (dragged !== undefined) save(moveTo(rows, dragged, index));
    setDragged(undefined);
  };
  const add = (): void => {
    const row = build(rows);
    save([...rows, row]);
    focusRow(path, row.id, "input, select");
  };
  return (
    <>
      <ol className="row-list">
        {rows.map((row, index) => (
          <li
            key={row.id}
            className="row"
            data-setting={showPath([...path, row.id])}
            data-dragged={row.id === dragged}
            onDragOver={(event) => (dragged === undefined ? undefined : event.preventDefault())}
            onDrop={(event) => drop(event, index)}
            onKeyDown={canEdit ? (event) => hearKey(event, (action) => act(action, row.id)) : undefined}
          >
            <button
              type="button"
              className="row-handle"
              data-handle
              draggable={canEdit}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = "move";
                event.dataTransfer.setData("text/plain", row.id);
                setDragged(row.id);
              }}
              onDragEnd={() => setDragged(undefined)}
              aria-label={`${noun} ${index + 1}, ${nameOf(row)}`}
              aria-describedby={describersOf(problems, [...path, row.id])}
              title="Drag it, or: Alt and ↑ ↓ move it, Ctrl D duplicates it, Delete removes it."
            >
              <IconGripVertical size={14} />
              {index + 1}
            </button>
            <div className="row-body">{children(row, index)}</div>
            {canEdit ? (
              <RowTools
                name={`${noun} ${index + 1}`}
                isFirst={index === 0}
                isLast={index === rows.length - 1}
                onAct={(action) => act(action, row.id)}
              />
            ) : null}
          </li>
        ))}
      </ol>
      <FieldProblems path={path} only />
      {canEdit ? (
        <button type="button" className="quiet-button" onClick={add}>
          <IconPlus size={14} /> Add a {noun.toLowerCase()}
        </button>
      ) : null}
    </>
  );
}

/** What is wrong in the row is said of its handle too, by which somebody comes past it. */
function describersOf(problems: readonly ShownProblem[], path: SettingPath): string | undefined {
  const ids = problemsAt(problems, path).map(({ id }) => id);
  return ids.length === 0 ? undefined : ids.join(" ");
}

type RowAction = "up" | "down" | "duplicate" | "remove";

function RowTools({
  name,
  isFirst,
  isLast,
  onAct,
}: {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  onAct: (action: RowAction) => void;
}) {
  const tools = [
    ["up", "move up", IconArrowUp, isFirst],
    ["down", "move down", IconArrowDown, isLast],
    ["duplicate", "duplicate", IconCopy, false],
    ["remove", "remove", IconTrash, false],
  ] as const;
  return (
    <div className="row-tools">
      {tools.map(([action, words, Icon, isOff]) => (
        <button
          key={action}
          type="button"
          className="quiet-button"
          aria-label={`${name}: ${words}`}
          title={words}
          disabled={isOff}
          onClick={() => onAct(action)}
        >
          <Icon size={14} />
        </button>
      ))}
    </div>
  );
}

/** What a key means on a row. *Delete* works on its handle alone: in a field it deletes a letter. */
function hearKey(event: KeyboardEvent<HTMLElement>, act: (action: RowAction) => void): void {
  const action = actionOf(event);
  if (action === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  act(action);
}

function actionOf({ key, altKey, ctrlKey, metaKey, target }: KeyboardEvent<HTMLElement>): RowAction | undefined {
  if (altKey && key === "ArrowUp") return "up";
  if (altKey && key === "ArrowDown") return "down";
  if ((ctrlKey || metaKey) && key.toLowerCase() === "d") return "duplicate";
  const onHandle = target instanceof HTMLElement && target.dataset.handle !== undefined;
  return key === "Delete" && onHandle ? "remove" : undefined;
}

function carryOut<Item extends Row>(action: RowAction, rows: readonly Item[], id: string): readonly Item[] {
  switch (action) {
    case "up":
      return moveRow(rows, id, -1);
    case "down":
      return moveRow(rows, id, 1);
    case "duplicate":
      return duplicateRow(rows, id);
    case "remove":
      return removeRow(rows, id);
  }
}

/** The row to go on from: the copy, the neighbour of what is gone, or the same one. */
function focusAfter(action: RowAction, rows: readonly Row[], next: readonly Row[], id: string): string | undefined {
  if (action === "remove") return neighbourOf(rows, id);
  if (action !== "duplicate") return id;
  return next.find((row) => !rows.some((each) => each.id === row.id))?.id;
}

/** Once the row is drawn. */
function focusRow(path: SettingPath, id: string | undefined, within = "[data-handle]"): void {
  if (id === undefined) return;
  const selector = `[data-setting="${CSS.escape(showPath([...path, id]))}"] :is(${within})`;
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}

function asRows<Item>(value: unknown): readonly Item[] {
  return Array.isArray(value) ? value : [];
}
