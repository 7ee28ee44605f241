import { VisuallyHidden } from "@mantine/core";
import type { ImportingFile, ImportStep } from "./use-importing-file.ts";

const NAMES: Readonly<Record<ImportStep, string>> = {
  what: "What it is",
  columns: "Columns",
  outlook: "What it will do",
  done: "Imported",
};

/** The steps, and which of them somebody is at. */
export function StepList({ importing: { step, steps } }: { importing: ImportingFile }) {
  return (
    <ol className="import-steps" aria-label="Steps">
      {steps.map((each, index) => (
        <li key={each} aria-current={each === step ? "step" : undefined} data-past={index < steps.indexOf(step)}>
          <span aria-hidden="true">{index < steps.indexOf(step) ? "✓" : index + 1}</span> {NAMES[each]}
          {index < steps.indexOf(step) ? <VisuallyHidden>, done</VisuallyHidden> : null}
        </li>
      ))}
    </ol>
  );
}
