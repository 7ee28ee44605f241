import type { ReactNode } from "react";
import type { Account, Conflict, Role } from "../../core/contract/model.ts";
import { Chip } from "../components/Chip.tsx";
import { WRITER_NAMES } from "../words.ts";
import { ConflictNote } from "./ConflictNote.tsx";
import { Written } from "./Written.tsx";

type RoleConflict = Extract<Conflict, { readonly kind: "role" }>;

/** The roles that an account holds, and those that two writers keep granting and taking away. */
export function AccountRoles({
  account,
  roles,
  conflicts,
}: {
  account: Account;
  roles: readonly Role[];
  conflicts: readonly Conflict[];
}) {
  const names = new Map(roles.map((role) => [role.id, role]));
  const contested = conflicts.filter((each) => each.kind === "role");
  const taken = contested.filter(({ now }) => !now.grants);
  const conflictOf = (role: string): RoleConflict | undefined => contested.find((each) => each.role === role);
  return (
    <>
      <h3>Roles</h3>
      {account.roles.length === 0 ? <p className="quiet">None.</p> : null}
      <ul className="plain-list" aria-label="Roles">
        {account.roles.map(({ role, writer, at, why }) => (
          <RoleLine key={role} id={role} role={names.get(role)} conflict={conflictOf(role)}>
            <Written by={WRITER_NAMES[writer]} at={at} why={why} />
          </RoleLine>
        ))}
      </ul>
      {taken.length === 0 ? null : (
        <ul className="plain-list" aria-label="Roles taken away">
          {taken.map(({ role, now }) => (
            <RoleLine key={role} id={role} role={names.get(role)} conflict={conflictOf(role)}>
              <span className="quiet">not held: taken away</span>
              <Written by={WRITER_NAMES[now.writer]} at={now.at} why={now.why} />
            </RoleLine>
          ))}
        </ul>
      )}
    </>
  );
}

function RoleLine({
  id,
  role,
  conflict,
  children,
}: {
  id: string;
  role: Role | undefined;
  conflict: RoleConflict | undefined;
  children: ReactNode;
}) {
  return (
    <li>
      <Chip tone={role?.privileged === true ? "warn" : "accent"}>
        {role?.name ?? id}
        {role?.privileged === true ? " · privileged" : ""}
      </Chip>{" "}
      {children}
      {conflict === undefined ? null : <ConflictNote conflict={conflict} />}
    </li>
  );
}
