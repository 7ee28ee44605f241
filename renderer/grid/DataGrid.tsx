import { type CSSProperties, useCallback, useId, useMemo, useState } from "react";
import { buildTemplate, MENU_WIDTH, totalWidth, visibleColumns } from "./columns.ts";
import { GridHeader } from "./GridHeader.tsx";
import { cellId, GridRow } from "./GridRow.tsx";
import { useColumnLayout, useRoom } from "./layouts.ts";
import { RowMenu } from "./RowMenu.tsx";
import { nextSort, type Sort, sortRows } from "./sort.ts";
import { useGridInput } from "./use-grid-keys.ts";
import { type GridProps, HEADER_HEIGHT, useGridState } from "./use-grid-state.ts";
import "./grid.css";

/**
 * A table of any length, of which only what is seen is drawn: WAI-ARIA's grid pattern with one stop for Tab, a cursor
 * that arrows move, and a selection (https://www.w3.org/WAI/ARIA/apg/patterns/grid/).
 */
export function DataGrid(props: GridProps) {
  const { name, label, rows: given, keyOf, selected, inspected, menu } = props;
  const id = useId();
  const [layout, changeLayout] = useColumnLayout(name);
  const [sort, setSort] = useState<Sort>();
  const columns = useMemo(() => visibleColumns(props.columns, layout), [props.columns, layout]);
  const rows = useMemo(() => sortRows(given, props.columns, sort), [given, props.columns, sort]);
  const state = useGridState(props, rows);
  const { scroll, virtualizer, cursor, editing, setEditing } = state;
  const taken = menu === undefined ? 0 : MENU_WIDTH;
  useRoom(name, scroll, props.columns, taken);
  const input = useGridInput(props, state, rows, columns);
  const column = Math.min(cursor.column, columns.length - 1);
  const onEdited = useCallback(() => {
    setEditing(false);
    scroll.current?.focus({ preventScroll: true });
  }, [setEditing, scroll]);
  const grid = (
    <div
      ref={scroll}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + (menu === undefined ? 0 : 1)}
      aria-multiselectable="true"
      aria-activedescendant={rows.length === 0 ? undefined : cellId(id, cursor.row, column)}
      tabIndex={0}
      className="grid"
      style={variables(buildTemplate(columns, layout), totalWidth(columns, layout), taken)}
      {...input}
    >
      <GridHeader
        columns={columns}
        sort={sort}
        onSort={(clicked) => setSort((now) => nextSort(now, clicked))}
        layout={layout}
        onLayout={changeLayout}
        hasMenu={menu !== undefined}
      />
      <div role="rowgroup" className="grid-body" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const key = keyOf(row);
          return (
            <GridRow
              key={key}
              id={id}
              position={index}
              row={row}
              top={start - HEADER_HEIGHT}
              columns={columns}
              cursor={index === cursor.row ? column : -1}
              selected={selected.size > 0 ? selected.has(key) : key === inspected}
              editing={editing && index === cursor.row}
              onEdited={onEdited}
              menu={menu?.labelOf(row)}
            />
          );
        })}
      </div>
    </div>
  );
  if (menu === undefined) return grid;
  return (
    <>
      {grid}
      <RowMenu menu={menu} rows={rows} state={state} />
    </>
  );
}

/** `taken`: what stands at the end of every row besides its cells, in pixels. */
function variables(template: string, width: number, taken: number): CSSProperties {
  const columns = taken === 0 ? template : `${template} ${taken}px`;
  return { "--grid-columns": columns, "--grid-width": `${width + taken}px` } as CSSProperties;
}
