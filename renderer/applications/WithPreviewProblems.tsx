import { type ReactNode, useMemo } from "react";
import { EditingContext, useEditing } from "./editing.ts";
import { type FieldProblem, nameProblems } from "./problems.ts";

/** Fields that say what the preview found wrong with the draft, before anybody tries to save it. */
export function WithPreviewProblems({
  problems,
  children,
}: {
  problems: readonly FieldProblem[] | undefined;
  children: ReactNode;
}) {
  const editing = useEditing();
  const value = useMemo(
    () =>
      problems === undefined ? editing : { ...editing, problems: nameProblems([...editing.problems, ...problems]) },
    [editing, problems],
  );
  return <EditingContext value={value}>{children}</EditingContext>;
}
