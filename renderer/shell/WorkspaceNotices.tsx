import { Button } from "@mantine/core";
import { useState } from "react";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { Notice } from "../components/Notice.tsx";
import { Sentence } from "../components/Sentence.tsx";

/** What somebody should know about a workspace that was opened: why nothing is saved, and what was found wrong. */
export function WorkspaceNotices({ workspace: { access, problems } }: { workspace: WorkspaceSummary }) {
  return (
    <>
      {access.kind === "write" ? null : (
        <Dismissible title="Read-only: you can look at everything, and nothing is saved.">{access.reason}.</Dismissible>
      )}
      {problems.length === 0 ? null : <Problems problems={problems} />}
    </>
  );
}

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
