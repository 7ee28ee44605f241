import type { GroupMove, GroupRulePlan, GroupRuleSettings } from "../../core/contract/group-rules.ts";
import type { DirectoryTable } from "../../core/contract/results.ts";
import { LongWork } from "../components/LongWork.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { isComplete, type RulePlanning } from "./use-rule-plan.ts";

/** Whom a rule would move once it is active: how many would join and leave which group. */
export function RuleMoves({
  planning,
  rule,
  table,
}: {
  planning: RulePlanning;
  rule: GroupRuleSettings;
  table: DirectoryTable;
}) {
  const { plan, isCurrent, running, failure, look } = planning;
  if (rule.active) return null;
  return (
    <section aria-label="Once it is active">
      <h3 className="rule-heading">Once it is active</h3>
      {plan === undefined || !isComplete(rule) ? null : <Moves plan={plan} isCurrent={isCurrent} table={table} />}
      {failure === undefined ? null : (
        <p className="quiet">
          Not counted: <Sentence text={failure} />
        </p>
      )}
      {isComplete(rule) ? null : <p className="quiet">Counts wait for an expression and a group.</p>}
      {running === undefined ? null : (
        <LongWork
          name="Counting over everybody"
          far={running.far}
          text={running.far.total === 0 ? "Counting…" : `${show(running.far.done)} of ${show(running.far.total)}`}
          onCancel={running.cancel}
        />
      )}
      {isComplete(rule) && !isCurrent && running === undefined && failure === undefined ? (
        <button type="button" className="link-button" onClick={look}>
          Count over everybody
        </button>
      ) : null}
    </section>
  );
}

function Moves({ plan, isCurrent, table }: { plan: GroupRulePlan; isCurrent: boolean; table: DirectoryTable }) {
  const { people, holds = 0, open, moves } = plan;
  const nameOf = (group: string): string => table.groups.find(({ id }) => id === group)?.name ?? group;
  return (
    <div role="status" data-stale={!isCurrent}>
      <p className="rule-count">
        It holds for {show(holds)} of {show(people)} people.{" "}
        {open === undefined ? null : (
          <>
            For {show(open.count)} nobody can tell, and they stay as they are: <Sentence text={open.why} />
          </>
        )}
      </p>
      {moves.length === 0 ? <p className="rule-count">Nobody would move.</p> : null}
      <ul className="plain-list">
        {moves.map((move) => (
          <li key={move.group}>
            <Move move={move} name={nameOf(move.group)} table={table} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Move({ move, name, table }: { move: GroupMove; name: string; table: DirectoryTable }) {
  const parts = [
    { count: move.joins, people: move.joining, verb: move.joins === 1 ? "joins" : "join" },
    { count: move.leaves, people: move.leaving, verb: move.leaves === 1 ? "leaves" : "leave" },
  ].filter(({ count }) => count > 0);
  return parts.map(({ count, people, verb }) => (
    <p key={verb} className="rule-count">
      <strong>
        {show(count)} {verb} {name}
      </strong>
      : <span className="quiet">{namePeople(people, count, table)}</span>
    </p>
  ));
}

const SHOWN = 3;

/** "Ada Lovelace, Mara Okafor and 12 more" */
function namePeople(people: readonly string[], count: number, table: DirectoryTable): string {
  const shown = people.slice(0, SHOWN).map((id) => {
    const row = table.id.indexOf(id);
    return [table.displayName[row], table.userName[row]].find((name) => name !== undefined && name !== "") ?? id;
  });
  return count > shown.length ? `${shown.join(", ")} and ${show(count - shown.length)} more` : shown.join(", ");
}

function show(count: number): string {
  return count.toLocaleString("en");
}
