import { useDebouncedCallback } from "@mantine/hooks";
import type { ClipboardEvent, KeyboardEvent, MouseEvent } from "react";
import { tell } from "../connection/told.ts";
import type { GridColumn } from "./columns.ts";
import { moveCursor } from "./cursor.ts";
import type { Rows } from "./sort.ts";
import { buildTsv } from "./tsv.ts";
import { type GridProps, type GridState, HEADER_HEIGHT, ROW_HEIGHT } from "./use-grid-state.ts";
import { placeOf, useMenuOpening } from "./use-row-menu.ts";

/** How long somebody rests on a row before it is inspected: a held arrow key passes over rows faster than that. */
const REST = 120;

/** What the keyboard, the pointer and the clipboard do in a grid. UX: arrows, Page, Home and End, Space, Enter, F2, Ctrl A and C. */
export function useGridInput(props: GridProps, state: GridState, rows: Rows, columns: readonly GridColumn[]) {
  const { selected, onSelect, inspected, onInspect } = props;
  const { cursor, keyAt, moveTo, toggle, selectRange, setEditing } = state;
  const menu = useMenuOpening(props, state);
  const rest = useDebouncedCallback((key: string) => onInspect(key, "rest"), REST);

  const move = (event: KeyboardEvent<HTMLDivElement>): boolean => {
    const page = Math.max(1, Math.floor((event.currentTarget.clientHeight - HEADER_HEIGHT) / ROW_HEIGHT) - 1);
    const next = moveCursor(cursor, event, { rows: rows.length, columns: columns.length, page });
    if (next === undefined || event.altKey) return false;
    moveTo(next);
    const key = keyAt(next.row);
    if (event.shiftKey && next.row !== cursor.row) selectRange(next.anchor, next.row);
    else if (key !== undefined && next.row !== cursor.row) rest(key);
    return true;
  };

  const startEditing = (): void => {
    const column = columns[cursor.column]?.edit === undefined ? columns.findIndex(({ edit }) => edit) : cursor.column;
    if (column < 0) return;
    moveTo({ ...cursor, column });
    setEditing(true);
  };

  const act = (event: KeyboardEvent<HTMLDivElement>): boolean => {
    const key = keyAt(cursor.row);
    const modified = event.ctrlKey || event.metaKey;
    if (modified) return event.key.toLowerCase() === "a" && done(selectRange(0, rows.length - 1));
    switch (event.key) {
      case " ":
        return done(toggle(cursor.row));
      case "Enter":
        return key !== undefined && done(onInspect(key, "open"));
      case "F2":
        return done(startEditing());
      case "Escape":
        return selected.size > 0 && done(onSelect(new Set()));
      default:
        return false;
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    // Keys in the header or in a cell that is edited are theirs.
    if (event.target !== event.currentTarget || rows.length === 0) return;
    if (menu.openByKey(event) || act(event) || move(event)) event.preventDefault();
  };

  const choose = (key: string): void => {
    if (selected.size > 0) onSelect(new Set());
    onInspect(key, "rest");
  };

  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    if (menu.openByButton(event)) return;
    const cell = placeOf(event.target);
    const key = cell === undefined ? undefined : keyAt(cell.row);
    if (cell === undefined || key === undefined) return;
    moveTo({ ...cell, anchor: event.shiftKey ? cursor.anchor : cell.row });
    if (event.shiftKey) selectRange(cursor.anchor, cell.row);
    else if (event.ctrlKey || event.metaKey) onSelect(toggledBeside(selected, key, inspected));
    else choose(key);
  };

  const onDoubleClick = (event: MouseEvent<HTMLDivElement>): void => {
    const cell = placeOf(event.target);
    if (cell !== undefined && columns[cell.column]?.edit !== undefined) setEditing(true);
  };

  const onCopy = (event: ClipboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || rows.length === 0) return;
    const chosen = Array.from(rows).filter((row) => selected.has(props.keyOf(row)));
    const here = rows[cursor.row];
    const copied = chosen.length > 0 || here === undefined ? chosen : [here];
    event.clipboardData.setData("text/plain", buildTsv(columns, copied));
    event.preventDefault();
    tell(copied.length === 1 ? "1 row is copied." : `${copied.length.toLocaleString("en")} rows are copied.`);
  };

  return { onKeyDown, onClick, onDoubleClick, onCopy, onContextMenu: menu.openByPointer, onMouseOver: showCut };
}

/** What a key did was done. */
function done(_: unknown): true {
  return true;
}

/** Text that its column cuts off is there to be read under the pointer. */
function showCut({ target }: MouseEvent): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>(".grid-cell") : null;
  if (cell !== null) cell.title = cell.scrollWidth > cell.clientWidth ? (cell.textContent ?? "") : "";
}

/** The first click with Ctrl takes the row along that was looked at: two rows were meant. */
function toggledBeside(selected: ReadonlySet<string>, key: string, inspected: string | undefined): ReadonlySet<string> {
  const next = new Set(selected.size === 0 && inspected !== undefined ? [inspected] : selected);
  if (next.has(key) && next.size > 1) next.delete(key);
  else next.add(key);
  return next;
}
