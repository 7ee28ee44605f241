import { useMemo } from "react";
import type { JitPolicy } from "../../core/contract/model.ts";
import { type PolicyOutcome, policyOutcomes } from "../../core/contract/policy-outcomes.ts";
import { Chip, type Tone } from "../components/Chip.tsx";
import { useEditing } from "./editing.ts";

/** What becomes of each kind of login under the policy as it is drafted, and what differs from the one that is saved. */
export function TruthTable() {
  const { draft, base } = useEditing();
  const outcomes = useMemo(() => outcomesOf(draft.application), [draft.application]);
  const saved = useMemo(() => outcomesOf(base.application), [base.application]);
  return (
    <section className="truth" aria-labelledby="truth-title">
      <h2 id="truth-title">So this happens</h2>
      <p className="truth-how">
        Each kind of login, decided by the very rules that real logins meet. The person brings another department, and a
        role rule holds unless said otherwise.
      </p>
      <table className="truth-table">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Then</th>
            <th scope="col">Attributes and roles</th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map((outcome) => (
            <OutcomeRow
              key={outcome.id}
              outcome={outcome}
              before={saved.find(({ id }) => id === outcome.id)?.decision.result}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function outcomesOf(application: {
  readonly id: string;
  readonly name: string;
  readonly jit: JitPolicy;
  readonly roles: Parameters<typeof policyOutcomes>[0]["roles"];
}): readonly PolicyOutcome[] {
  return policyOutcomes({ application, policy: application.jit, roles: application.roles });
}

function OutcomeRow({
  outcome,
  before,
}: {
  outcome: PolicyOutcome;
  before: PolicyOutcome["decision"]["result"] | undefined;
}) {
  const { login, decision } = outcome;
  const [word, tone] = RESULTS[decision.result];
  return (
    <tr>
      <th scope="row">{login}</th>
      <td title={decision.reason}>
        <Chip tone={tone}>{word}</Chip>
        {before === undefined || before === decision.result ? null : (
          <div className="truth-before">saved: {RESULTS[before][0]}</div>
        )}
      </td>
      <td>{describeRest(outcome)}</td>
    </tr>
  );
}

const RESULTS: Readonly<Record<PolicyOutcome["decision"]["result"], readonly [string, Tone]>> = {
  create: ["created", "good"],
  hold: ["held for approval", "warn"],
  update: ["updated", "accent"],
  link: ["linked", "accent"],
  reactivate: ["reactivated", "warn"],
  unchanged: ["unchanged", "note"],
  deny: ["refused", "bad"],
};

/** What is written of attributes and roles, in words. */
function describeRest({ decision, values, roles }: PolicyOutcome): string {
  if (decision.result === "deny") return decision.reason.replace(/^Refused, as .* is set: /, "").replace(/^./, upper);
  const written = values === undefined ? "All mapped attributes" : VALUES[values];
  const held = roles === undefined || roles.length === 0 ? "no role" : roles.join(", ");
  return `${written}; ${held}.`;
}

function upper(letter: string): string {
  return letter.toUpperCase();
}

const VALUES = { written: "Attributes updated", left: "Attributes left as they are" } as const;
