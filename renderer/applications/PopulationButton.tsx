import { Button } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import type { ContractError } from "../../core/contract/contract.ts";
import { useEditing } from "./editing.ts";
import { usePopulation } from "./use-population.ts";

/** Looks at everybody under the draft, says how far it is and what came of it, and can be given up. */
export function PopulationButton() {
  const { population, isCurrent, look } = usePopulation();
  const { base, draft } = useEditing();
  const { running, result, error } = population;
  if (running !== undefined) {
    const far = running.total === 0 ? "Looking…" : `${showCount(running.done)} of ${showCount(running.total)}`;
    return (
      <>
        <span className="draft-counts" role="status">
          {far}
        </span>
        <Button variant="default" onClick={running.cancel}>
          Cancel
        </Button>
      </>
    );
  }
  return (
    <>
      <span className="draft-counts" role="status">
        {error === undefined ? null : describeFailure(error)}
        {error === undefined && result !== undefined && isCurrent
          ? `${showCount(result.people)} people looked at, ${showCount(result.interesting.length)} worth a look`
          : null}
      </span>
      <Button variant="default" leftSection={<IconUsers size={14} />} onClick={look}>
        {base === draft ? "Count over everybody" : "Preview on everybody"}
      </Button>
    </>
  );
}

/** A draft that is half typed is no error: the preview of one person says what is missing. */
function describeFailure({ code, message }: ContractError): string {
  return /^(ARGUMENTS|EDIT)_INVALID$/.test(code) ? "Waits for the draft to be complete" : message;
}

/** A number of people as a person reads it. */
function showCount(count: number): string {
  return count.toLocaleString("en");
}
