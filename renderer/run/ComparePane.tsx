import { Switch } from "@mantine/core";
import { useMemo, useState } from "react";
import { accountAt } from "../../core/contract/account-at.ts";
import type { Step } from "../../core/contract/model.ts";
import type { RunDetail } from "../../core/contract/results.ts";
import type { RoleNamer } from "../../core/contract/why.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { SCROLLS } from "./Code.tsx";
import { diffLines, type LinePair } from "./line-diff.ts";
import { useCursor, useRun } from "./run-context.ts";
import { findSameStep } from "./same-step.ts";
import { nameOfPath, showAt } from "./show-value.ts";
import { textOfStep } from "./step-text.ts";
import { useRoleName } from "./use-account.ts";
import "./compare.css";

/** A step of a run, as one side of a comparison. */
interface Side {
  readonly detail: RunDetail;
  readonly step: Step;
  readonly name: string;
}

/** Two steps side by side, in one place that scrolls: the pinned one and the current one, or a what-if and its original. */
export function ComparePane() {
  const { workspace, detail } = useRun();
  const { value: original } = useAnswer(
    "runs.read",
    detail.fork === undefined ? undefined : { workspace, run: detail.fork.of },
  );
  const seq = useCursor((state) => state.step);
  const pin = useCursor((state) => state.pin);
  const hidden = useCursor((state) => state.asking !== undefined);
  const [differencesOnly, setDifferencesOnly] = useState(false);
  const step = detail.trace.steps[seq - 1];
  const left = pin === undefined ? sideOfOriginal(original, detail, step) : sideOfPin(detail, pin);
  const right = step === undefined ? undefined : { detail, step, name: `Step ${seq}` };
  return (
    <section className="run-pane" data-pane="compare" tabIndex={-1} aria-label="Compare">
      <header className="run-pane-head">
        <h2>Compare</h2>
        <Switch
          size="xs"
          label="Differences only"
          checked={differencesOnly}
          onChange={(event) => setDifferencesOnly(event.currentTarget.checked)}
        />
      </header>
      {hidden || left === undefined || right === undefined ? (
        <p className="pane-empty">
          {hidden ? "Hidden until the decision is shown (Space)." : "The original run has no step like this one."}
        </p>
      ) : (
        <Columns left={left} right={right} differencesOnly={differencesOnly} />
      )}
    </section>
  );
}

function sideOfPin(detail: RunDetail, pin: number): Side | undefined {
  const step = detail.trace.steps[pin - 1];
  return step === undefined ? undefined : { detail, step, name: `Pinned step ${pin}` };
}

function sideOfOriginal(original: RunDetail | undefined, fork: RunDetail, step: Step | undefined): Side | undefined {
  if (original === undefined || step === undefined) return undefined;
  const same = findSameStep(fork.trace, step, original.trace);
  return same === undefined ? undefined : { detail: original, step: same, name: `Original, step ${same.seq}` };
}

function Columns({ left, right, differencesOnly }: { left: Side; right: Side; differencesOnly: boolean }) {
  const [before, after] = [left.detail, right.detail];
  const [was, is] = [left.step, right.step];
  const roleName = useRoleName();
  const payload = useMemo(
    () => diffLines(textOfStep(before.trace, was), textOfStep(after.trace, is)),
    [before, was, after, is],
  );
  const account = useMemo(
    () => accountPairs(before, was.seq, after, is.seq, roleName),
    [before, was, after, is, roleName],
  );
  const names = [left.name, right.name] as const;
  return (
    <section className="run-pane-body compare" aria-label="Side by side" {...SCROLLS}>
      <Pairs title="Payload" names={names} pairs={payload} differencesOnly={differencesOnly} />
      <Pairs title="Account" names={names} pairs={account} differencesOnly={differencesOnly} />
    </section>
  );
}

/** The values of both accounts, a line each. */
function accountPairs(
  left: RunDetail,
  leftStep: number,
  right: RunDetail,
  rightStep: number,
  roleName: RoleNamer,
): readonly LinePair[] {
  const [before, after] = [accountAt(left, leftStep), accountAt(right, rightStep)];
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths.map((path) => {
    const [was, is] = [before.get(path), after.get(path)].map((value) =>
      value === undefined ? undefined : `${nameOfPath(path, roleName)}: ${showAt(path, value.value)}`,
    );
    return { left: was, right: is, same: was === is };
  });
}

interface PairsProps {
  readonly title: string;
  readonly names: readonly [string, string];
  readonly pairs: readonly LinePair[];
  readonly differencesOnly: boolean;
}

function Pairs({ title, names, pairs, differencesOnly }: PairsProps) {
  const different = pairs.filter(({ same }) => !same).length;
  const numbered = pairs.map((pair, number) => ({ ...pair, number }));
  const shown = differencesOnly ? numbered.filter(({ same }) => !same) : numbered;
  return (
    <table className="compare-table">
      <caption>
        {title}: {different === 0 ? "the same" : `${different} ${different === 1 ? "line differs" : "lines differ"}`}
      </caption>
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ number, left, right, same }) => (
          <tr key={number} data-same={same}>
            <td>{sided(left, same, "−")}</td>
            <td>{sided(right, same, "+")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A line that differs has a sign as well as a colour. */
function sided(text: string | undefined, same: boolean, sign: string): string {
  if (text === undefined) return "";
  return same ? `  ${text}` : `${sign} ${text}`;
}
