import { useRoleName } from "./use-account.ts";

/** A role by its name; its id is told where the pointer rests. */
export function RoleWord({ id }: { id: string }) {
  const name = useRoleName()(id);
  return name === undefined ? id : <span title={id}>{name}</span>;
}
