import { useDebouncedValue } from "@mantine/hooks";
import { useRef } from "react";
import { Link } from "wouter";
import type { ApplicationSummary, LoginPreview } from "../../core/contract/results.ts";
import { useRoleNames } from "../accounts/use-roles.ts";
import { Chip } from "../components/Chip.tsx";
import { Empty } from "../components/Empty.tsx";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { Value } from "../components/Value.tsx";
import { places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { buildChain, type ChainRow, type NamedValue, rolesOf, summarisePreview } from "./mapping-chain.ts";
import type { EditedPerson } from "./use-person.ts";

/** How long a draft rests before logins are tried with it. */
const REST = 200;

/** What the next login would bring and do, in each application: with the edits, saved or not. */
export function PreviewTab({ edited }: { edited: EditedPerson }) {
  const { applications } = useWorkspace();
  if (applications.length === 0) return <Empty title="There is no application yet" />;
  return (
    <div className="preview">
      {edited.isEdited ? (
        <Notice tone="note">With your edits, which are not saved yet: what the next login would change.</Notice>
      ) : (
        <p className="quiet">What a login would change now. Nothing is saved by looking.</p>
      )}
      {applications.map((application, index) => (
        <ApplicationPreview key={application.id} application={application} edited={edited} open={index === 0} />
      ))}
    </div>
  );
}

function ApplicationPreview({
  application,
  edited,
  open,
}: {
  application: ApplicationSummary;
  edited: EditedPerson;
  open: boolean;
}) {
  const [person] = useDebouncedValue(edited.isEdited ? edited.person : edited.person.id, REST);
  const { value, error } = useAnswer("preview.login", {
    workspace: edited.workspace,
    application: application.id,
    person,
  });
  // The last answer stays while the next is on its way.
  const last = useRef(value);
  if (value !== undefined) last.current = value;
  const preview = error === undefined ? last.current : undefined;
  const summary = preview === undefined ? undefined : summarisePreview(preview);
  return (
    <details className="preview-app" open={open}>
      <summary>
        <strong>{application.name}</strong>
        {summary === undefined ? null : <Chip tone={summary.tone}>{summary.text}</Chip>}
      </summary>
      {error === undefined ? null : <ErrorNotice error={error} />}
      {preview === undefined ? null : <PreviewDetail preview={preview} edited={edited} application={application} />}
    </details>
  );
}

function PreviewDetail({
  preview,
  edited,
  application,
}: {
  preview: LoginPreview;
  edited: EditedPerson;
  application: ApplicationSummary;
}) {
  const rows = buildChain(preview);
  const roles = rolesOf(preview);
  const nameOf = useRoleNames(edited.workspace, application.id);
  return (
    <div className="preview-detail">
      <p>
        <Sentence text={preview.decision?.reason ?? preview.outcome.reason} />
      </p>
      {rows.length === 0 ? null : (
        <table className="chain">
          <thead>
            <tr>
              <th scope="col">Directory</th>
              <th scope="col">Claim</th>
              <th scope="col">Account</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ChainLine key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {roles.length === 0 ? <p className="quiet">No role.</p> : null}
      <ul className="plain-list" aria-label={`Roles in ${application.name}`}>
        {roles.map(({ role, effect, why }) => (
          <li key={role}>
            <Chip tone={ROLE_TONES[effect]}>
              {ROLE_SIGNS[effect]} {nameOf(role)}
            </Chip>{" "}
            <span className="quiet">
              {effect}. <Sentence text={why} />
            </span>
          </li>
        ))}
      </ul>
      <Link href={places.applications(edited.workspace, application.id, "mapping")}>Show the mapping</Link>
    </div>
  );
}

const ROLE_TONES = { granted: "good", held: "note", "taken away": "bad" } as const;
const ROLE_SIGNS = { granted: "+", held: "", "taken away": "−" } as const;

function ChainLine({ row }: { row: ChainRow }) {
  return (
    <tr data-effect={row.effect}>
      <td>
        {row.from.length === 0 ? (
          <span className="quiet">–</span>
        ) : (
          row.from.map((each) => <Named key={each.name} named={each} />)
        )}
      </td>
      <td>
        {row.claims.length === 0 ? (
          <span className="quiet">constant</span>
        ) : (
          row.claims.map((each) => <Named key={each.name} named={each} same={isSame(each, row.from)} />)
        )}
      </td>
      <td>
        <Named named={{ name: row.target, ...(row.out === undefined ? {} : { value: row.out }) }} />
        <Effect row={row} />
        <details className="chain-why">
          <summary>Why</summary>
          {row.why.map((sentence) => (
            <p key={sentence}>
              <Sentence text={sentence} />
            </p>
          ))}
        </details>
      </td>
    </tr>
  );
}

/** A value that goes on as it came need not be read twice. */
function isSame({ value }: NamedValue, from: readonly NamedValue[]): boolean {
  return from.length === 1 && value !== undefined && JSON.stringify(value) === JSON.stringify(from[0]?.value);
}

function Named({ named: { name, value }, same = false }: { named: NamedValue; same?: boolean }) {
  return (
    <div className="person-named">
      <code>{name}</code>
      {same ? <span className="quiet">the same</span> : <Value value={value} />}
    </div>
  );
}

function Effect({ row }: { row: ChainRow }) {
  if (row.result === "failed") return <Chip tone="bad">not valid</Chip>;
  if (row.effect === "same") return null;
  return (
    <div className="effect">
      <Chip tone={row.effect === "changes" ? "warn" : "note"}>
        {row.effect === "changes" ? "changes" : "not written"}
      </Chip>{" "}
      <span className="quiet">
        today: <Value value={row.today} />
      </span>
    </div>
  );
}
