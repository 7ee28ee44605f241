import { IconDots } from "@tabler/icons-react";
import { memo } from "react";
import type { GridColumn } from "./columns.ts";

/** One row of a grid: plain elements, nothing that costs while scrolling. */
export const GridRow = memo(function GridRow({
  id,
  position,
  row,
  top,
  columns,
  cursor,
  selected,
  editing,
  onEdited,
  menu,
}: {
  /** Id of its grid. */
  id: string;
  position: number;
  row: number;
  /** Pixels from the first row. */
  top: number;
  columns: readonly GridColumn[];
  /** The column that the cursor is in; -1 where it is in another row. */
  cursor: number;
  selected: boolean;
  /** The cell of the cursor is being edited. */
  editing: boolean;
  onEdited: () => void;
  /** What the button is called that opens its menu; absent: it has none. */
  menu: string | undefined;
}) {
  return (
    <div
      role="row"
      aria-rowindex={position + 2}
      aria-selected={selected}
      className="grid-row"
      data-position={position}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column, index) => (
        <div
          key={column.id}
          id={cellId(id, position, index)}
          role="gridcell"
          aria-colindex={index + 1}
          className="grid-cell"
          data-column={index}
          data-cursor={cursor === index ? true : undefined}
          data-align={column.align}
        >
          {editing && cursor === index && column.edit !== undefined ? (
            <CellEditor column={column} row={row} onEdited={onEdited} />
          ) : (
            (column.render?.(row) ?? column.text(row))
          )}
        </div>
      ))}
      {menu === undefined ? null : (
        <div role="gridcell" aria-colindex={columns.length + 1} className="grid-more">
          <button
            type="button"
            tabIndex={-1}
            className="grid-more-button"
            aria-haspopup="menu"
            aria-label={menu}
            data-more={position}
          >
            <IconDots size={15} aria-hidden="true" />
          </button>
        </div>
      )}
    </div>
  );
});

/** The id of a cell: what `aria-activedescendant` names. */
export function cellId(grid: string, position: number, column: number): string {
  return `${grid}-${position}-${column}`;
}

/** Enter and leaving the field take the text over; Escape leaves the cell as it was. */
function CellEditor({ column, row, onEdited }: { column: GridColumn; row: number; onEdited: () => void }) {
  const before = column.text(row);
  const finish = (text: string): void => {
    if (text !== before) column.edit?.(row, text);
    onEdited();
  };
  return (
    <input
      className="grid-editor"
      aria-label={column.title}
      defaultValue={before}
      ref={(input) => input?.select()}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") finish(event.currentTarget.value);
        if (event.key === "Escape") {
          event.currentTarget.value = before;
          onEdited();
        }
      }}
    />
  );
}
