import { ScrollArea } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { ReportLine } from "../../core/contract/imports.ts";
import { Chip } from "../components/Chip.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { RESULTS } from "./results.ts";

/** A line of text; more of them where a sentence is long. */
const LINE = 30;

/** What became of each row or mapping. Only what can be seen is drawn. */
export function ReportList({ lines }: { lines: readonly ReportLine[] }) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE,
    overscan: 8,
  });
  return (
    <ScrollArea
      type="auto"
      className="import-report-box"
      viewportRef={box}
      viewportProps={{ tabIndex: 0, role: "group", "aria-label": "What becomes of each row or mapping" }}
    >
      <ol className="import-report-list" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const line = lines[index];
          return line === undefined ? null : (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={lines.length}
              aria-posinset={index + 1}
            >
              <Line line={line} />
            </li>
          );
        })}
      </ol>
    </ScrollArea>
  );
}

function Line({ line: { result, place, subject, message } }: { line: ReportLine }) {
  const found = RESULTS.find(({ id }) => id === result);
  return (
    <>
      <Chip tone={found?.tone ?? "note"}>
        {found?.sign} {found?.name}
      </Chip>
      <span className="import-place">{place}</span>
      <span>
        <strong>{subject}</strong> <Sentence text={message} />
      </span>
    </>
  );
}
