import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import type { TriedFinding } from "../../core/contract/expression-results.ts";
import { Sentence } from "../components/Sentence.tsx";
import { describeFix, SEVERITY_WORDS } from "./finding-words.ts";

const ICONS = { error: IconAlertOctagon, warning: IconAlertTriangle, info: IconInfoCircle } as const;

/**
 * What a check found, each with how serious it is in a word and a shape, and with a button that puts it right where there
 * is a way. How the product behaves is kept behind one line.
 */
export function FindingList({
  id,
  findings,
  canEdit,
  onFix,
  onPoint,
}: {
  id: string;
  findings: readonly TriedFinding[];
  canEdit: boolean;
  onFix: (text: string) => void;
  /** The stretch that a finding is about; undefined: no more. */
  onPoint: (finding: TriedFinding | undefined) => void;
}) {
  const [showsNotes, setShowsNotes] = useState(false);
  const notes = findings.filter(({ severity }) => severity === "info");
  const others = findings.filter(({ severity }) => severity !== "info");
  const shown = showsNotes ? [...others, ...notes] : others;
  return (
    <>
      {notes.length === 0 ? null : (
        <button
          type="button"
          className="link-button expression-notes"
          aria-expanded={showsNotes}
          onClick={() => setShowsNotes(!showsNotes)}
        >
          {notes.length === 1 ? "1 note" : `${notes.length} notes`} on how the product behaves
        </button>
      )}
      <ul id={id} className="expression-findings">
        {shown.map((finding) => (
          <li
            key={`${finding.code} ${finding.from} ${finding.message}`}
            className="finding"
            data-severity={finding.severity}
            onPointerEnter={() => onPoint(finding)}
            onPointerLeave={() => onPoint(undefined)}
          >
            <Finding finding={finding} canEdit={canEdit} onFix={onFix} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Finding({
  finding,
  canEdit,
  onFix,
}: {
  finding: TriedFinding;
  canEdit: boolean;
  onFix: (text: string) => void;
}) {
  const { severity, message, fix } = finding;
  const Icon = ICONS[severity];
  return (
    <>
      <Icon size={14} aria-hidden="true" />
      <span>
        <strong>{SEVERITY_WORDS[severity]}:</strong> <Sentence text={message} />
        {fix === undefined || !canEdit ? null : (
          <button type="button" className="link-button" onClick={() => onFix(fix)}>
            {describeFix(finding)}
          </button>
        )}
      </span>
    </>
  );
}
