import type { Account, Conflict, Role } from "../../core/contract/model.ts";
import { Chip } from "../components/Chip.tsx";
import { showInstant } from "../components/instant.ts";
import { Sentence } from "../components/Sentence.tsx";
import { Value } from "../components/Value.tsx";
import { useWorkspace } from "../connection/workspace-context.ts";
import { agoWords } from "../lifecycle/time-words.ts";
import { WRITER_NAMES } from "../words.ts";
import { describeLink, valuesOf, type WrittenValue } from "./written.ts";
import "./account-values.css";

/** What an account holds, and who set each value, when and why. */
export function AccountValues({
  account,
  roles = [],
  conflicts = [],
}: {
  account: Account;
  roles?: readonly Role[];
  /** Values that two writers keep changing back. */
  conflicts?: readonly Conflict[];
}) {
  const names = new Map(roles.map((role) => [role.id, role]));
  return (
    <div className="account-values">
      <table>
        <thead>
          <tr>
            <th scope="col">Value</th>
            <th scope="col">Changed by</th>
          </tr>
        </thead>
        <tbody>
          {valuesOf(account).map((value) => (
            <ValueLine
              key={value.name}
              value={value}
              conflict={conflicts.find(({ attribute }) => attribute === value.name)}
            />
          ))}
        </tbody>
      </table>
      <h3>Roles</h3>
      {account.roles.length === 0 ? <p className="quiet">None.</p> : null}
      <ul className="plain-list" aria-label="Roles">
        {account.roles.map(({ role, writer, at, why }) => (
          <li key={role}>
            <Chip tone={names.get(role)?.privileged === true ? "warn" : "accent"}>
              {names.get(role)?.name ?? role}
              {names.get(role)?.privileged === true ? " · privileged" : ""}
            </Chip>
            <Written by={WRITER_NAMES[writer]} at={at} why={why} />
          </li>
        ))}
      </ul>
      <h3>Identity links</h3>
      {account.links.length === 0 ? (
        <p className="quiet">None: no identity provider&apos;s person is tied to this account yet.</p>
      ) : null}
      <ul className="plain-list" aria-label="Identity links">
        {account.links.map((link) => (
          <li key={`${link.issuer} ${link.subject}`} className="link-line">
            {describeLink(link)}{" "}
            <span className="quiet">
              Since <time dateTime={link.linkedAt}>{showInstant(link.linkedAt)}</time>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ValueLine({ value, conflict }: { value: WrittenValue; conflict: Conflict | undefined }) {
  return (
    <tr>
      <td>
        <code>{value.name}</code>
        <Value value={value.value} />
      </td>
      <td>
        <Written by={value.by} at={value.at} why={value.why} />
        {conflict === undefined ? null : <ConflictNote conflict={conflict} />}
      </td>
    </tr>
  );
}

/** Two who keep changing a value back, each with its own rule. */
function ConflictNote({ conflict: { now, other, turns } }: { conflict: Conflict }) {
  return (
    <div className="conflict">
      <strong>
        ⇄ Conflict: changed back {turns} {turns === 1 ? "time" : "times"}
      </strong>
      <ul>
        {[now, other].map(({ writer, value, why, cause }) => (
          <li key={writer}>
            {WRITER_NAMES[writer]} writes <Value value={value} />
            {cause === undefined ? "" : ` (row ${cause})`}: <Sentence text={why} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Written({ by, at, why }: { by: string | undefined; at: string | undefined; why: string | undefined }) {
  const { clock } = useWorkspace();
  if (by === undefined) return <span className="quiet">not recorded</span>;
  return (
    <span className="written">
      <strong>{by}</strong>{" "}
      {at === undefined ? null : (
        <time className="quiet" dateTime={at} title={showInstant(at)}>
          {agoWords(clock, at)}
        </time>
      )}
      <span className="quiet written-why">{why === undefined ? null : <Sentence text={why} />}</span>
    </span>
  );
}
