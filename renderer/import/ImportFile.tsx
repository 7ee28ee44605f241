import { Button } from "@mantine/core";
import { ErrorNotice } from "../components/Notice.tsx";
import { useAccess } from "../connection/workspace-context.ts";
import { Columns } from "./Columns.tsx";
import { Far } from "./Far.tsx";
import { Imported } from "./Imported.tsx";
import { askForImport, closeImport } from "./importing.ts";
import { Outlook } from "./Outlook.tsx";
import { StepList } from "./StepList.tsx";
import { type ImportingFile, useImportingFile } from "./use-importing-file.ts";
import { WhatItIs } from "./WhatItIs.tsx";

/** One file, step by step: what it is, its columns, what importing it would do, and that it is done. */
export function ImportFile({ file, more }: { file: File; more: number }) {
  const importing = useImportingFile(file);
  return (
    <div className="import" data-step={importing.step}>
      <StepList importing={importing} />
      <div className="import-body" key={importing.step}>
        <Faults importing={importing} />
        <Step importing={importing} more={more} />
      </div>
      {importing.step === "done" ? null : <Foot importing={importing} />}
    </div>
  );
}

/** What is wrong stands above everything else, and what was chosen stays. */
function Faults({ importing }: { importing: ImportingFile }) {
  const { looked, applying, choices, setChoices, step } = importing;
  const error = applying.error ?? looked.error;
  if (error === undefined || step === "done") return null;
  if (error.code === "IMPORT_NOT_RECOGNISED") return null;
  // What is wrong with the file itself is wrong with it the next time as well.
  const isFile = error.code.startsWith("IMPORT_");
  const action = isFile ? (
    <Button variant="default" onClick={() => askForImport()}>
      Another file…
    </Button>
  ) : (
    <Button variant="default" onClick={() => setChoices({ ...choices })}>
      Look again
    </Button>
  );
  const place = error.path === undefined || error.message.includes(error.path) ? "" : ` (${error.path})`;
  return <ErrorNotice error={{ ...error, message: `${error.message}${place}` }} action={looked.busy ? null : action} />;
}

function Step({ importing, more }: { importing: ImportingFile; more: number }) {
  const { step, looked } = importing;
  const plan = looked.value?.plan;
  if (step === "done") return <Imported importing={importing} more={more} />;
  if (plan === undefined || step === "what") return <WhatItIs importing={importing} />;
  return step === "columns" ? (
    <Columns importing={importing} plan={plan} />
  ) : (
    <Outlook importing={importing} plan={plan} />
  );
}

function Foot({ importing }: { importing: ImportingFile }) {
  const { looked, applying, step, steps, setStep } = importing;
  const plan = looked.error === undefined ? looked.value?.plan : undefined;
  const at = steps.indexOf(step);
  const back = steps[at - 1];
  const next = steps[at + 1];
  return (
    <div className="import-foot">
      <Busy importing={importing} />
      <span className="pane-gap" />
      <Button variant="default" onClick={closeImport} disabled={applying.busy}>
        Close
      </Button>
      {back === undefined ? null : (
        <Button variant="default" disabled={applying.busy} onClick={() => setStep(back)}>
          Back
        </Button>
      )}
      {step === "outlook" || next === undefined ? (
        <ImportButton importing={importing} />
      ) : (
        <Button disabled={plan === undefined || looked.busy} onClick={() => setStep(next)}>
          Next
        </Button>
      )}
    </div>
  );
}

function ImportButton({ importing }: { importing: ImportingFile }) {
  const { looked, applying, apply } = importing;
  const { canEdit, why } = useAccess();
  const refusal = canEdit ? whyNot(importing) : why;
  return (
    <>
      {refusal === undefined ? null : <span className="quiet">{refusal}</span>}
      <Button
        loading={applying.busy}
        disabled={refusal !== undefined || looked.busy || looked.error !== undefined}
        onClick={() => void apply()}
      >
        Import
      </Button>
    </>
  );
}

function whyNot({ looked }: ImportingFile): string | undefined {
  const plan = looked.value?.plan;
  if (looked.busy || plan === undefined || plan.changes) return undefined;
  return plan.questions.length > 0 ? "Answer the question first." : "There is nothing to import.";
}

/** How far a look at the file or the import is; what is over in a moment is not shown. */
function Busy({ importing: { looked, cancel, applying } }: { importing: ImportingFile }) {
  if (applying.busy) return <Far name="Importing" far={applying.far} onCancel={applying.cancel} />;
  return looked.busy ? <Far name="Looking at the file" far={looked.far} onCancel={cancel} /> : null;
}
