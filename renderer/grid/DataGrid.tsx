import { type CSSProperties, useCallback, useId, useMemo, useState } from "react";
import { buildTemplate, totalWidth, visibleColumns } from "./columns.ts";
import { GridHeader } from "./GridHeader.tsx";
import { cellId, GridRow } from "./GridRow.tsx";
import { useColumnLayout, useRoom } from "./layouts.ts";
import { nextSort, type Sort, sortRows } from "./sort.ts";
import { useGridInput } from "./use-grid-keys.ts";
import { type GridProps, HEADER_HEIGHT, useGridState } from "./use-grid-state.ts";
import "./grid.css";

/**
 * A table of any length, of which only what is seen is drawn: WAI-ARIA's grid pattern with one stop for Tab, a cursor
 * that arrows move, and a selection (https://www.w3.org/WAI/ARIA/apg/patterns/grid/).
 */
export function DataGrid(props: GridProps) {
  const { name, label, rows: given, keyOf, selected, inspected } = props;
  const id = useId();
  const [layout, changeLayout] = useColumnLayout(name);
  const [sort, setSort] = useState<Sort>();
  const columns = useMemo(() => visibleColumns(props.columns, layout), [props.columns, layout]);
  const rows = useMemo(() => sortRows(given, props.columns, sort), [given, props.columns, sort]);
  const state = useGridState(props, rows);
  const { scroll, virtualizer, cursor, editing, setEditing } = state;
  useRoom(name, scroll, props.columns);
  const input = useGridInput(props, state, rows, columns);
  const column = Math.min(cursor.column, columns.length - 1);
  const onEdited = useCallback(() => {
    setEditing(false);
    scroll.current?.focus({ preventScroll: true });
  }, [setEditing, scroll]);
  return (
    <div
      ref={scroll}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      aria-activedescendant={rows.length === 0 ? undefined : cellId(id, cursor.row, column)}
      tabIndex={0}
      className="grid"
      style={variables(buildTemplate(columns, layout), totalWidth(columns, layout))}
      {...input}
    >
      <GridHeader
        columns={columns}
        sort={sort}
        onSort={(clicked) => setSort((now) => nextSort(now, clicked))}
        layout={layout}
        onLayout={changeLayout}
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
            />
          );
        })}
      </div>
    </div>
  );
}

function variables(template: string, width: number): CSSProperties {
  return { "--grid-columns": template, "--grid-width": `${width}px` } as CSSProperties;
}
