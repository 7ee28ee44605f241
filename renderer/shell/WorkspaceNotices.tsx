import { Button } from "@mantine/core";
import { useState } from "react";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { showLocalTime } from "../components/instant.ts";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { outdate } from "../connection/answers.ts";
import { useCommand } from "../connection/use-command.ts";

/** What somebody should know about a workspace that was opened: why nothing is saved, and what was found wrong. */
export function WorkspaceNotices({ workspace: { id, access, problems } }: { workspace: WorkspaceSummary }) {
  return (
    <>
      {access.kind === "write" ? null : <ReadOnly workspace={id} access={access} />}
      {problems.length === 0 ? null : <Problems problems={problems} />}
    </>
  );
}

/** Where another process holds it, that may be over: it is then closed here, and read anew. */
function ReadOnly({ workspace, access: { reason, asOf } }: { workspace: string; access: ReadOnlyAccess }) {
  const close = useCommand("workspaces.close");
  const tryAgain = async (): Promise<void> => {
    if ((await close.run({ workspace })) !== undefined) outdate(workspace);
  };
  const retry = (
    <Button size="compact-xs" variant="default" onClick={tryAgain} loading={close.busy}>
      Try again
    </Button>
  );
  return (
    <Dismissible title={READ_ONLY} action={asOf === undefined ? undefined : retry}>
      {reason}.
      {asOf === undefined
        ? null
        : ` You see it as it was at ${showLocalTime(asOf)}: what was saved since is not shown.`}
      {close.error === undefined ? null : <ErrorNotice error={close.error} />}
    </Dismissible>
  );
}

type ReadOnlyAccess = Extract<WorkspaceSummary["access"], { readonly kind: "readOnly" }>;

const READ_ONLY = "Read-only: you can look at everything, and nothing is saved.";

function Problems({ problems }: Pick<WorkspaceSummary, "problems">) {
  const [shown, setShown] = useState(false);
  const [first] = problems;
  const more = problems.length > 1;
  const title = more ? `${problems.length} things were found when this workspace was opened.` : (first?.message ?? "");
  return (
    <Dismissible
      title={title}
      action={
        <Button size="compact-xs" variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
          Details
        </Button>
      }
    >
      {shown ? (
        <ul>
          {problems.map(({ code, path, message }) => (
            <li key={`${code} ${path} ${message}`}>
              <Sentence text={message} /> <code>{path === "" ? code : `${code} at ${path}`}</code>
            </li>
          ))}
        </ul>
      ) : undefined}
    </Dismissible>
  );
}

function Dismissible({
  title,
  action,
  children,
}: {
  title: string;
  action?: React.ReactNode;
  children?: React.ReactNode;
}) {
  const [dismissed, setDismissed] = useState(false);
  if (dismissed) return null;
  return (
    <Notice
      tone="warn"
      title={title}
      action={
        <span className="notice-actions">
          {action}
          <Button size="compact-xs" variant="default" onClick={() => setDismissed(true)}>
            Dismiss
          </Button>
        </span>
      }
    >
      {children}
    </Notice>
  );
}
