import { SampleList } from "./SampleList.tsx";
import { usePopulation } from "./use-population.ts";

/** For how many people a role rule holds; a click names some of them. */
export function MatchCount({ rule }: { rule: string }) {
  const { population, isCurrent } = usePopulation();
  const counts = population.result?.rules.find(({ id }) => id === rule);
  if (counts === undefined) return null;
  return (
    <span className="counts" data-stale={!isCurrent}>
      <SampleList
        words={`matches ${counts.matches.toLocaleString("en")}`}
        title={`Rule ${rule} holds for`}
        people={counts.samples}
        count={counts.matches}
      />
    </span>
  );
}
