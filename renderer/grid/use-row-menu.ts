import type { KeyboardEvent, MouseEvent } from "react";
import type { GridProps, GridState, MenuPlace } from "./use-grid-state.ts";

/** The ways to open the menu of a row. The row is then the one that one is at. */
export function useMenuOpening({ menu }: GridProps, { cursor, moveTo, openMenu }: GridState) {
  const open = (at: MenuPlace): void => {
    moveTo({ ...cursor, row: at.position, anchor: at.position });
    openMenu(at);
  };
  return {
    openByKey({ key, shiftKey, currentTarget: grid }: KeyboardEvent<HTMLDivElement>): boolean {
      if (menu === undefined || !(key === "ContextMenu" || (key === "F10" && shiftKey))) return false;
      const cell = document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
      if (cell === null) return false;
      const { left, bottom } = cell.getBoundingClientRect();
      open({ position: cursor.row, x: left, y: bottom });
      return true;
    },
    openByButton({ target }: MouseEvent<HTMLDivElement>): boolean {
      const button = target instanceof Element ? target.closest<HTMLElement>("[data-more]") : null;
      if (button === null) return false;
      const { left, bottom } = button.getBoundingClientRect();
      open({ position: Number(button.dataset.more), x: left, y: bottom });
      return true;
    },
    openByPointer(event: MouseEvent<HTMLDivElement>): void {
      // The menu key makes such an event of the grid itself: its row is the one of the cursor, and its menu is open by then.
      const place = menu === undefined ? undefined : placeOf(event.target);
      if (menu !== undefined && event.target === event.currentTarget) event.preventDefault();
      if (place === undefined) return;
      event.preventDefault();
      open({ position: place.row, x: event.clientX, y: event.clientY });
    },
  };
}

/** The cell that a pointer means, by its place among those that are shown. */
export function placeOf(target: EventTarget): { readonly row: number; readonly column: number } | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-column]") : null;
  const row = cell?.closest<HTMLElement>("[data-position]")?.dataset.position;
  if (cell === null || row === undefined) return undefined;
  return { row: Number(row), column: Number(cell.dataset.column) };
}
