import { useEffect, useMemo, useRef } from "react";
import { type Why, type WhySentence, whyGone, whyNotRole, whyValue } from "../../core/contract/why.ts";
import { goToStep } from "./cursor.ts";
import { Prose } from "./Prose.tsx";
import { useCursor, useRun } from "./run-context.ts";
import { ShowSetting } from "./StepSummary.tsx";
import { useRoles } from "./use-account.ts";

/** The answer to *Why?* and *Why not?*, as sentences that lead to the steps and the settings. */
export function WhyPanel() {
  const { cursor, detail } = useRun();
  const question = useCursor((state) => state.question);
  const step = useCursor((state) => state.step);
  const hidden = useCursor((state) => state.asking !== undefined);
  const roles = useRoles();
  const why = useMemo((): Why | undefined => {
    if (question === undefined) return undefined;
    if (question.kind === "why") return whyValue(detail, step, question.path) ?? whyGone(detail, step, question.path);
    const name = roles.find(({ id }) => id === question.role)?.name ?? question.role;
    return whyNotRole(detail, { id: question.role, name });
  }, [question, detail, step, roles]);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (question !== undefined) panel.current?.scrollIntoView?.({ block: "nearest" });
  }, [question]);
  if (question === undefined || hidden) return null;
  const what = question.kind === "why" ? question.path.replace(/^(attributes|roles)\./, "") : roleName(question.role);
  return (
    <section ref={panel} className="why" aria-label={question.kind === "why" ? "Why" : "Why not"} aria-live="polite">
      <header>
        <h3>
          {question.kind === "why" ? "Why" : "Why not"} <code>{what}</code>?
        </h3>
        <button type="button" className="link" onClick={() => cursor.setState({ question: undefined })}>
          Close
        </button>
      </header>
      {why === undefined ? <p>It is not there at this step.</p> : null}
      <ol>
        {why?.sentences.map((sentence) => (
          <Sentence key={sentence.text} sentence={sentence} />
        ))}
      </ol>
    </section>
  );

  function roleName(role: string): string {
    return roles.find(({ id }) => id === role)?.name ?? role;
  }
}

function Sentence({ sentence: { text, step, setting } }: { sentence: WhySentence }) {
  const { cursor } = useRun();
  return (
    <li>
      <Prose text={text} />{" "}
      {step === undefined ? null : (
        <button type="button" className="link" onClick={() => goToStep(cursor, step)}>
          Step {step}
        </button>
      )}{" "}
      <ShowSetting setting={setting} />
    </li>
  );
}
