import { memo } from "react";
import { Link } from "wouter";
import type { Change, Check, ConsideredRule, Decision, Evaluation, Step } from "../../core/contract/model.ts";
import { Chip } from "../components/Chip.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { placeOfSetting } from "../connection/places.ts";
import { Breakable } from "./Breakable.tsx";
import { goToStep } from "./cursor.ts";
import { isLit, useLit } from "./lit.ts";
import { otherHalf } from "./payload.ts";
import { RoleWord } from "./RoleWord.tsx";
import { useRun } from "./run-context.ts";
import { nameOfPath, roleOfPath, showAt, showValue } from "./show-value.ts";
import { CHECK_RESULTS, EVALUATION_RESULTS } from "./step-details.ts";
import { type Field, summaryFields } from "./summary.ts";
import { useRoleName } from "./use-account.ts";
import "./summary.css";

/** What matters of a step, in a form that fits its kind. */
export const StepSummary = memo(function StepSummary({ step }: { step: Step }) {
  return (
    <div className="summary">
      <h3>{step.title}</h3>
      <p className="summary-why">
        {step.status === "skipped" ? <Chip tone="note">– skipped</Chip> : null} <Sentence text={step.why} />
      </p>
      <StepContent step={step} />
    </div>
  );
});

function StepContent({ step }: { step: Step }) {
  switch (step.kind) {
    case "request":
    case "response":
      return (
        <>
          <Fields fields={summaryFields(step)} />
          <OtherHalf step={step} />
        </>
      );
    case "artefact":
      return <Fields fields={summaryFields(step)} />;
    case "checks":
      return <Checks checks={step.checks} />;
    case "evaluation":
      return <Evaluations evaluations={step.evaluations} />;
    case "decision":
      return <DecisionMade decision={step.decision} />;
    case "change":
      return <Changes changes={step.changes} />;
    case "outcome":
      return step.outcome.setting === undefined ? null : (
        <p>
          <ShowSetting setting={step.outcome.setting} />
        </p>
      );
    case "notice":
      return null;
  }
}

function Fields({ fields }: { fields: readonly Field[] }) {
  const lit = useLit();
  return (
    <table className="run-facts">
      <tbody>
        {fields.map(({ name, value, what, spec }) => (
          <tr key={`${name} ${value}`} data-lit={isLit(lit, { claim: name.split(" › ").at(-1) ?? name })}>
            <th scope="row">{name}</th>
            <td>
              <span className="fact-value">{value}</span>
              {what === "" && spec === undefined ? null : (
                <span className="fact-what">
                  {what} {spec === undefined ? null : <span className="spec">{spec}</span>}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OtherHalf({ step }: { step: Step }) {
  const { cursor, detail } = useRun();
  const other = otherHalf(detail.trace, step);
  if (other === undefined) return null;
  return (
    <p>
      <button type="button" className="link" onClick={() => goToStep(cursor, other.seq)}>
        {step.kind === "request" ? `Answered in step ${other.seq}` : `Answers step ${other.seq}`}
      </button>
    </p>
  );
}

/** The place on screen where the setting behind something can be changed. */
export function ShowSetting({ setting }: { setting: string | undefined }) {
  const { workspace } = useRun();
  const place = setting === undefined ? undefined : placeOfSetting(workspace, setting);
  return place === undefined ? null : (
    <Link href={place} className="link">
      Show the setting
    </Link>
  );
}

const CHECK_TONES = { passed: "good", failed: "bad", off: "warn", notApplicable: "note", notReached: "note" } as const;

function Checks({ checks }: { checks: readonly Check[] }) {
  const failed = checks.filter(({ result }) => result === "failed");
  return (
    <table className="run-facts">
      <caption>
        {checks.filter(({ result }) => result === "passed").length} of {checks.length} passed
        {failed.length === 0 ? "" : `, ${failed.length} failed`}
      </caption>
      <thead>
        <tr>
          <th scope="col">Result</th>
          <th scope="col">Check</th>
          <th scope="col">Expected and found</th>
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <CheckRow key={`${check.code} ${check.name}`} check={check} />
        ))}
      </tbody>
    </table>
  );
}

function CheckRow({ check: { name, result, expected, actual, spec, setting, code } }: { check: Check }) {
  const { mark, word } = CHECK_RESULTS[result];
  return (
    <tr data-result={result}>
      <td>
        <Chip tone={CHECK_TONES[result]}>
          {mark} {word}
        </Chip>
      </td>
      <th scope="row" title={code}>
        {name} <span className="spec">{spec}</span>
      </th>
      <td>
        {result === "failed" ? (
          <span className="fact-value">
            expected {expected}; found {actual}
          </span>
        ) : (
          <span className="fact-value">{actual === "" ? expected : actual}</span>
        )}{" "}
        <ShowSetting setting={setting} />
      </td>
    </tr>
  );
}

const EVALUATION_TONES = {
  applied: "good",
  default: "accent",
  absent: "note",
  skipped: "note",
  failed: "bad",
} as const;

function Evaluations({ evaluations }: { evaluations: readonly Evaluation[] }) {
  const lit = useLit();
  return (
    <ul className="chains">
      {evaluations.map((evaluation) => (
        <li key={evaluation.id} data-lit={isLit(lit, { row: evaluation.id, claim: evaluation.target })}>
          <Chain evaluation={evaluation} />
        </li>
      ))}
    </ul>
  );
}

/** A row for an attribute or a claim stands in another part of the workspace. */
function isRoleRule(setting: string | undefined): boolean {
  return setting?.includes("/roleRules/") ?? false;
}

/** In, through what, out: one row or rule as a chain. */
function Chain({ evaluation }: { evaluation: Evaluation }) {
  const { target, rule, inputs, intermediate = [], result, value, why, setting } = evaluation;
  const { mark, word } = EVALUATION_RESULTS[result];
  return (
    <>
      <div className="run-chain">
        <strong>{isRoleRule(setting) ? <RoleWord id={target} /> : target}</strong>
        {inputs.map((input) => (
          <span key={input.name} className="chain-in">
            <code>{input.name}</code> {showValue(input.value)}
          </span>
        ))}
        <span className="chain-arrow" aria-hidden="true">
          →
        </span>
        <span className="sr-only">through</span>
        <span>
          <Sentence text={rule} />
        </span>
        {intermediate.map((each) => (
          <span key={each.text} className="chain-in">
            <Sentence text={each.text} />
          </span>
        ))}
        <span className="chain-arrow" aria-hidden="true">
          →
        </span>
        <span className="sr-only">gives</span>
        {value === undefined || typeof value === "boolean" ? null : (
          <code className="chain-out">{showValue(value)}</code>
        )}
        <Chip tone={EVALUATION_TONES[result]}>
          {mark} {word}
        </Chip>
      </div>
      <p className="run-chain-why">
        <Sentence text={why} /> <ShowSetting setting={setting} />
      </p>
    </>
  );
}

function DecisionMade({ decision: { result, rule, considered } }: { decision: Decision }) {
  return (
    <>
      <p>
        <Chip tone={result === "deny" ? "bad" : "good"}>{result}</Chip>
      </p>
      <h4>The rule that made it</h4>
      <ul className="rules">
        <RuleItem rule={rule} />
      </ul>
      {considered.length === 0 ? null : <h4>Looked at, and not what made it</h4>}
      <ul className="rules">
        {considered.map((each) => (
          <RuleItem key={each.rule} rule={each} />
        ))}
      </ul>
    </>
  );
}

function RuleItem({ rule: { text, why, setting } }: { rule: ConsideredRule }) {
  return (
    <li>
      <Sentence text={text} />{" "}
      <span className="soft">
        <Sentence text={why} />
      </span>{" "}
      <ShowSetting setting={setting} />
    </li>
  );
}

function Changes({ changes }: { changes: readonly Change[] }) {
  const roleName = useRoleName();
  return (
    <table className="run-facts change-facts">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      {changes.map(({ path, before, after, why }) => (
        <tbody key={path}>
          <tr className="change-what">
            <th scope="rowgroup" rowSpan={2} title={roleOfPath(path)}>
              {nameOfPath(path, roleName)}
            </th>
            <td>
              <Breakable text={showAt(path, before)} />
            </td>
            <td>
              <strong>
                <Breakable text={showAt(path, after)} />
              </strong>
            </td>
          </tr>
          <tr className="change-why">
            <td colSpan={2}>
              <Sentence text={why} />
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}
