import type { Account, Conflict, Role } from "../../core/contract/model.ts";
import { showInstant } from "../components/instant.ts";
import { Value } from "../components/Value.tsx";
import { AccountRoles } from "./AccountRoles.tsx";
import { ConflictNote } from "./ConflictNote.tsx";
import { Written } from "./Written.tsx";
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
  /** What two writers keep changing back. */
  conflicts?: readonly Conflict[];
}) {
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
              conflict={conflicts.find((each) => each.kind === "value" && each.attribute === value.name)}
            />
          ))}
        </tbody>
      </table>
      <AccountRoles account={account} roles={roles} conflicts={conflicts} />
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
