import { Menu } from "@mantine/core";
import type { Rows } from "./sort.ts";
import type { GridMenu, GridState } from "./use-grid-state.ts";

const BY_POINTER = ["mousedown", "touchstart"];

/** The one menu of all rows, beside the grid: it stands at the row that it was opened for, and gives the focus back. */
export function RowMenu({ menu, rows, state }: { menu: GridMenu; rows: Rows; state: GridState }) {
  const { menuAt, openMenu, scroll } = state;
  const row = menuAt === undefined ? undefined : rows[menuAt.position];
  if (menuAt === undefined || row === undefined) return null;
  const close = (): void => {
    openMenu(undefined);
    scroll.current?.focus({ preventScroll: true });
  };
  return (
    <Menu
      key={`${menuAt.x} ${menuAt.y}`}
      opened
      onClose={close}
      position="bottom-start"
      offset={2}
      returnFocus={false}
      withinPortal={false}
      floatingStrategy="fixed"
      // The key that opens it is not yet one outside of it.
      clickOutsideEvents={BY_POINTER}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          className="grid-menu-place"
          aria-label={menu.labelOf(row)}
          style={{ left: menuAt.x, top: menuAt.y }}
        />
      </Menu.Target>
      <Menu.Dropdown>{menu.items(row)}</Menu.Dropdown>
    </Menu>
  );
}
