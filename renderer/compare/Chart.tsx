import { type KeyboardEvent, type PointerEvent, useId, useMemo } from "react";
import { showWhen, type TimeScale, timeAt, xOf } from "./axis.ts";
import { BoundaryButtons } from "./BoundaryButtons.tsx";
import { ChartSvg } from "./ChartSvg.tsx";
import { useCompareView } from "./compare-view.ts";
import { movePlayhead } from "./comparing.ts";
import { layOutLines, SIZES } from "./layout.ts";
import { useWidth } from "./use-width.ts";

/** Events above, a lane for each way on one axis, and one playhead over all of them. */
export function Chart({ size: sizeName }: { size: keyof typeof SIZES }) {
  const { ran, playhead, moments } = useCompareView();
  const [box, width] = useWidth(760);
  const size = SIZES[sizeName];
  const id = useId();
  const { lines, height } = useMemo(() => layOutLines(ran, size), [ran, size]);
  const scale = useMemo(
    (): TimeScale => ({
      from: ran.from,
      to: ran.to,
      left: size.gutter,
      width: Math.max(120, width - size.gutter - 14),
    }),
    [ran.from, ran.to, width, size],
  );
  const x = xOf(scale, playhead);
  return (
    <div className="cmp-chart" ref={box} style={{ height }}>
      <ChartSvg id={id} width={width} height={height} lines={lines} scale={scale} size={size} />
      <Scrub scale={scale} moments={moments} height={height} />
      <BoundaryButtons lines={lines} scale={scale} />
      <svg className="cmp-playhead" width={width} height={height} aria-hidden="true">
        <line x1={x} x2={x} y1={size.top - 8} y2={height - size.axis + 4} />
        <path d={`M${x - 6} ${size.top - 14}h12l-6 8z`} />
      </svg>
    </div>
  );
}

/** How near to a moment the pointer has to come to mean it, in pixels. */
const NEAR = 6;

/** The playhead as a slider: dragged with the pointer, and moved from moment to moment by keys. */
function Scrub({ scale, moments, height }: { scale: TimeScale; moments: readonly number[]; height: number }) {
  const { workspace, playhead } = useCompareView();
  const follow = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): void => {
    const at = timeAt(scale, clientX - currentTarget.getBoundingClientRect().left + scale.left);
    const near = moments.find((each) => Math.abs(xOf(scale, each) - xOf(scale, at)) <= NEAR);
    movePlayhead(workspace, near ?? at);
  };
  const place = moments.indexOf(playhead);
  const which = place < 0 ? "" : `, moment ${place + 1} of ${moments.length}`;
  return (
    <div
      className="cmp-scrub"
      role="slider"
      tabIndex={0}
      aria-label="Playhead"
      aria-valuemin={scale.from}
      aria-valuemax={scale.to}
      aria-valuenow={playhead}
      aria-valuetext={`${showWhen(playhead)}${which}`}
      style={{ left: scale.left, width: scale.width, height }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) follow(event);
      }}
      onKeyDown={keepScroll}
    />
  );
}

/** The keys of the screen move the playhead; none of them scrolls as well. */
function keepScroll(event: KeyboardEvent): void {
  if (event.key === " ") event.preventDefault();
}
