import { Button } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { Configuration } from "../../core/contract/methods.ts";
import { LongWork } from "../components/LongWork.tsx";
import { useEditing } from "./editing.ts";
import type { Population } from "./population.ts";
import { usePopulation } from "./use-population.ts";

/** Looks at everybody under the draft, says how far it is and what came of it, and can be given up. */
export function PopulationButton() {
  const { population, isCurrent, look } = usePopulation();
  const { base, draft } = useEditing();
  const { running } = population;
  if (running !== undefined) {
    const far = running.total === 0 ? "Looking…" : `${showCount(running.done)} of ${showCount(running.total)}`;
    return <LongWork name="Looking at everybody" far={running} text={far} onCancel={running.cancel} />;
  }
  return (
    <>
      <span className="draft-counts" role="status">
        {describeLook(population, draft, isCurrent)}
      </span>
      <Button variant="default" leftSection={<IconUsers size={14} />} onClick={look}>
        {base === draft ? "Count over everybody" : "Preview on everybody"}
      </Button>
    </>
  );
}

/** What came of looking at this draft; nothing where the last look was at another. */
function describeLook({ result, failure }: Population, draft: Configuration, isCurrent: boolean): string | null {
  if (failure?.of === draft) return describeFailure(failure.error);
  if (result === undefined || !isCurrent) return null;
  return `${showCount(result.people)} people looked at, ${showCount(result.interesting.length)} worth a look`;
}

/** A draft that is half typed is no error: the preview of one person says what is missing. */
function describeFailure({ code, message }: ContractError): string {
  return /^(ARGUMENTS|EDIT)_INVALID$/.test(code) ? "Waits for the draft to be complete" : message;
}

/** A number of people as a person reads it. */
function showCount(count: number): string {
  return count.toLocaleString("en");
}
