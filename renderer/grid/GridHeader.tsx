import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { KeyboardEvent, PointerEvent } from "react";
import type { ColumnLayout, GridColumn } from "./columns.ts";
import { isShared, resizeColumn, widthOf } from "./columns.ts";
import type { Sort } from "./sort.ts";

const STEP = 16;

/** The titles of a grid: a click sorts, the edge resizes, and so do Alt and the arrows. */
export function GridHeader({
  columns,
  sort,
  onSort,
  layout,
  onLayout,
  hasMenu,
}: {
  columns: readonly GridColumn[];
  sort: Sort | undefined;
  onSort: (column: string) => void;
  layout: ColumnLayout;
  onLayout: (change: (layout: ColumnLayout) => ColumnLayout) => void;
  hasMenu: boolean;
}) {
  const resizeByKey = (event: KeyboardEvent<HTMLElement>, column: GridColumn): void => {
    if (!event.altKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    const step = event.key === "ArrowRight" ? STEP : -STEP;
    const seen = isShared(column, layout) ? seenWidth(event.currentTarget) : undefined;
    onLayout((now) => resizeColumn(now, column.id, (seen ?? widthOf(column, now)) + step));
  };
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-row">
        {columns.map((column, index) => (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={sort?.column === column.id ? sort.direction : "none"}
            className="grid-title"
            data-align={column.align}
          >
            <button
              type="button"
              aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
              title={`Sort by ${column.title.toLowerCase()}; Alt ← → changes the width`}
              onClick={() => onSort(column.id)}
              onKeyDown={(event) => resizeByKey(event, column)}
            >
              <span>{column.title}</span>
              <SortSign sort={sort?.column === column.id ? sort : undefined} />
            </button>
            <Edge
              width={widthOf(column, layout)}
              onResize={(width) => onLayout((now) => resizeColumn(now, column.id, width))}
            />
          </div>
        ))}
        {hasMenu ? (
          <div role="columnheader" aria-colindex={columns.length + 1}>
            <span className="sr-only">What to do</span>
          </div>
        ) : null}
      </div>
    </div>
  );
}

function SortSign({ sort }: { sort: Sort | undefined }) {
  if (sort === undefined) return null;
  const Sign = sort.direction === "ascending" ? IconArrowUp : IconArrowDown;
  return <Sign size={13} aria-hidden="true" />;
}

/** The edge of a column, drawn wider by the pointer. Keys do the same on the title. */
function Edge({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    const { currentTarget: edge, clientX: from } = event;
    const seen = seenWidth(edge) ?? width;
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
    edge.onpointermove = (moved) => onResize(seen + moved.clientX - from);
    edge.onpointerup = () => {
      edge.onpointermove = null;
    };
  };
  return <div className="grid-edge" aria-hidden="true" onPointerDown={begin} />;
}

/** How wide the column of a title is on screen: one that shares the pane's width is wider than its least. */
function seenWidth({ parentElement: title }: HTMLElement): number | undefined {
  return title === null || title.offsetWidth === 0 ? undefined : title.offsetWidth;
}
