import { showWhen, type TimeScale, xOf } from "./axis.ts";
import { useCompareView } from "./compare-view.ts";
import type { ChartSize } from "./layout.ts";
import { outagesIn } from "./outages.ts";

/** Over all lanes: as long as somebody cannot be reached. What it shows, the events say in words. */
export function OutageBands({ scale, size, bottom }: { scale: TimeScale; size: ChartSize; bottom: number }) {
  const { ran, names } = useCompareView();
  const outages = outagesIn(ran.place.request.events, [scale.from, scale.to], ran.unreachable);
  const nameOf = (party: string): string =>
    [...names.providers, ...names.applications].find(({ id }) => id === party)?.name ?? party;
  return (
    <g className="cmp-outages">
      {outages.map(({ party, from, to }) => {
        const x = xOf(scale, from);
        const width = Math.max(2, xOf(scale, to) - x);
        const top = size.top - 5;
        return (
          <g key={`${party} ${from}`}>
            <title>{`${nameOf(party)} cannot be reached: ${showWhen(from)} to ${showWhen(to)}`}</title>
            <rect className="cmp-outage" x={x} y={top} width={width} height={bottom - top} />
            <rect className="cmp-outage-bar" x={x} y={top} width={width} height={4} />
            {[x, x + width].map((edge) => (
              <line key={edge} className="cmp-outage-edge" x1={edge} x2={edge} y1={top} y2={bottom} />
            ))}
          </g>
        );
      })}
    </g>
  );
}
