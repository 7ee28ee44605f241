import { useEffect, useMemo, useRef } from "react";
import { type Why, type WhySentence, whyGone, whyNotRole, whyValue } from "../../core/contract/why.ts";
import { Sentence } from "../components/Sentence.tsx";
import { goToStep, type Question } from "./cursor.ts";
import { useCursor, useRun } from "./run-context.ts";
import { ShowSetting } from "./StepSummary.tsx";
import { roleOfPath } from "./show-value.ts";
import { useRoleName } from "./use-account.ts";

/** The answer to *Why?* and *Why not?*, as sentences that lead to the steps and the settings. */
export function WhyPanel() {
  const { cursor, detail } = useRun();
  const question = useCursor((state) => state.question);
  const step = useCursor((state) => state.step);
  const hidden = useCursor((state) => state.asking !== undefined);
  const roleName = useRoleName();
  const why = useMemo((): Why | undefined => {
    if (question === undefined) return undefined;
    const { kind } = question;
    if (kind === "whyNot") {
      return whyNotRole(detail, step, { id: question.role, name: roleName(question.role) ?? question.role });
    }
    return whyValue(detail, step, question.path, roleName) ?? whyGone(detail, step, question.path, roleName);
  }, [question, detail, step, roleName]);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (question !== undefined) panel.current?.scrollIntoView?.({ block: "nearest" });
  }, [question]);
  if (question === undefined || hidden) return null;
  const role = question.kind === "why" ? roleOfPath(question.path) : question.role;
  return (
    <section ref={panel} className="why" aria-label={question.kind === "why" ? "Why" : "Why not"} aria-live="polite">
      <header>
        <h3>
          {question.kind === "why" ? "Why" : "Why not"}{" "}
          {role === undefined ? <code>{nameOf(question)}</code> : <span title={role}>{roleName(role) ?? role}</span>}?
        </h3>
        <button type="button" className="link" onClick={() => cursor.setState({ question: undefined })}>
          Close
        </button>
      </header>
      {why === undefined ? <p>It is not there at this step.</p> : null}
      <ol>
        {why?.sentences.map((sentence) => (
          <WhyLine key={sentence.text} sentence={sentence} />
        ))}
      </ol>
    </section>
  );
}

function nameOf(question: Question): string {
  return question.kind === "why" ? question.path.replace(/^attributes\./, "") : question.role;
}

function WhyLine({ sentence: { text, step, setting } }: { sentence: WhySentence }) {
  const { cursor } = useRun();
  return (
    <li>
      <Sentence text={text} />{" "}
      {step === undefined ? null : (
        <button type="button" className="link" onClick={() => goToStep(cursor, step)}>
          Step {step}
        </button>
      )}{" "}
      <ShowSetting setting={setting} />
    </li>
  );
}
