import { SegmentedControl } from "@mantine/core";
import { memo, useEffect, useMemo, useRef } from "react";
import type { Trace } from "../../core/contract/model.ts";
import { findRoleStep, whyValue } from "../../core/contract/why.ts";
import { describeAccount } from "./account-note.ts";
import { type AccountRow, WRITERS } from "./account-rows.ts";
import { Breakable } from "./Breakable.tsx";
import type { Baseline, CursorStore } from "./cursor.ts";
import { useCursor, useRun } from "./run-context.ts";
import { scrollInPane } from "./scroll-in-pane.ts";
import { roleOfPath } from "./show-value.ts";
import { useAccountName, useAccountRows, useRoleName, useRoles } from "./use-account.ts";
import { useSettled } from "./use-settled.ts";
import { WhyPanel } from "./WhyPanel.tsx";
import "./account.css";

/** The account before and after, with who changed what: every value can be asked why. */
export function AccountPane() {
  const pinned = useCursor((state) => state.pin !== undefined);
  const baseline = useCursor((state) => state.baseline);
  const { cursor } = useRun();
  return (
    <section className="run-pane" data-pane="account" tabIndex={-1} aria-label="Account">
      <header className="run-pane-head">
        <h2>Account</h2>
        <SegmentedControl
          aria-label="Before is"
          value={baseline}
          onChange={(value) =>
            cursor.setState({ baseline: BASELINES.find(({ id }) => id === value)?.id ?? "previous" })
          }
          data={BASELINES.filter(({ id }) => id !== "pin" || pinned).map(({ id, name }) => ({
            value: id,
            label: name,
          }))}
        />
      </header>
      <div className="run-pane-body">
        <WhyPanel />
        <AccountTable />
        <MissingRoles />
      </div>
    </section>
  );
}

/** What *before* may be. */
export const BASELINES: readonly { readonly id: Baseline; readonly name: string }[] = [
  { id: "previous", name: "Previous step" },
  { id: "start", name: "Run start" },
  { id: "pin", name: "Pin" },
];

/** The head of the table covers so many px of the pane. */
const HEAD = 30;

/** The values of the account; while a decision is hidden, only as far as it is known. */
export function AccountTable() {
  const { cursor, detail } = useRun();
  const step = useSettled(useCursor((state) => state.step));
  const rows = useAccountRows(step);
  const question = useCursor((state) => state.question);
  const asked = question?.kind === "why" ? question.path : undefined;
  const roleName = useRoleName();
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => {
    if (rows.some(({ changed }) => changed)) {
      scrollInPane(table.current?.querySelector('[data-changed="true"]'), HEAD);
    }
  }, [rows]);
  const note = describeAccount(detail, step, rows.length > 0);
  const whose = useAccountName();
  if (rows.length === 0) return <p className="pane-empty">{note}</p>;
  return (
    <>
      {note === undefined ? null : <p className="account-note">{note}</p>}
      {whose === undefined ? null : <p className="account-note">In {whose}:</p>}
      <table
        ref={table}
        className="account"
        onFocus={(event) => look(cursor, pathAt(event.target))}
        onMouseOver={(event) => look(cursor, pathAt(event.target))}
        onMouseLeave={() => look(cursor, undefined)}
        onBlur={() => look(cursor, undefined)}
      >
        <caption className="sr-only">
          The account at step {step} of {detail.trace.steps.length}
        </caption>
        <thead>
          <tr>
            <th scope="col">Attribute</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
            <th scope="col">Changed by</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ValueRow
              key={row.path}
              row={row}
              roleName={roleName(roleOfPath(row.path) ?? "")}
              asked={row.path === asked}
              cursor={cursor}
            />
          ))}
        </tbody>
      </table>
    </>
  );

  function look(store: CursorStore, path: string | undefined): void {
    const why = path === undefined ? undefined : whyValue(detail, store.getState().step, path);
    const lit = why === undefined ? undefined : { rows: why.rows, names: why.names };
    if (lit === undefined && store.getState().lit === undefined) return;
    store.setState({ lit });
  }
}

function pathAt(target: EventTarget): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>("[data-path]")?.dataset.path : undefined;
}

interface ValueRowProps {
  readonly row: AccountRow;
  readonly roleName: string | undefined;
  readonly asked: boolean;
  readonly cursor: CursorStore;
}

const ValueRow = memo(function ValueRow({ row, roleName, asked, cursor }: ValueRowProps) {
  const { path, before, after, changed, gone, by } = row;
  const role = roleOfPath(path);
  const name = role === undefined ? row.name : (roleName ?? role);
  return (
    <tr data-path={path} data-changed={changed} data-gone={gone} data-asked={asked}>
      <th scope="row" title={role}>
        {role === undefined ? null : <span className="role-word">role</span>} <Breakable text={name} />
      </th>
      <td>
        <Breakable text={before} />
      </td>
      <td className="after">
        {changed ? <span className="change-sign">{gone ? "− gone" : signOf(before)}</span> : null}
        <button
          type="button"
          className="account-value"
          aria-label={`${name} ${after}. Why?`}
          aria-pressed={asked}
          onClick={() => cursor.setState({ question: asked ? undefined : { kind: "why", path } })}
        >
          <Breakable text={after} /> <span className="value-why">Why?</span>
        </button>
      </td>
      <td title={by?.why}>{by?.writer === undefined ? "" : (WRITERS[by.writer] ?? by.writer)}</td>
    </tr>
  );
});

function signOf(before: string): string {
  return before === "—" ? "+ new" : "~ changed";
}

/** Roles of the application that the account does not hold at this step: each can be asked why not. */
export function MissingRoles() {
  const { cursor } = useRun();
  const step = useCursor((state) => state.step);
  const hidden = useCursor((state) => state.asking !== undefined);
  const { detail } = useRun();
  const known = useMemo(() => (detail.action.type === "login" ? rolesKnownFrom(detail.trace) : 0), [detail]);
  const rows = useAccountRows(step);
  const roles = useRoles();
  const question = useCursor((state) => state.question);
  const held = new Set(rows.filter(({ gone }) => !gone).map(({ path }) => path));
  const missing = roles.filter(({ id }) => !held.has(`roles.${id}`));
  if (hidden || step < known || missing.length === 0) return null;
  if (detail.action.type !== "login" && rows.length === 0) return null;
  return (
    <p className="missing-roles">
      Roles not held:{" "}
      {missing.map(({ id, name }) => {
        const asked = question?.kind === "whyNot" && question.role === id;
        return (
          <button
            key={id}
            type="button"
            className="account-value"
            aria-pressed={asked}
            onClick={() => cursor.setState({ question: asked ? undefined : { kind: "whyNot", role: id } })}
          >
            {name} <span className="value-why">Why not?</span>
          </button>
        );
      })}
    </p>
  );
}

/** The step from which on it is known who gets which role: where the rules were tried, or the login was refused. */
function rolesKnownFrom(trace: Trace): number {
  const refused = trace.steps.find(({ status }) => status === "refused")?.seq;
  return findRoleStep(trace)?.seq ?? refused ?? trace.steps.length;
}
