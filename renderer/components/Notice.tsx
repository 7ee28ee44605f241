import type { ReactNode } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import "./notice.css";
import { Sentence } from "./Sentence.tsx";

/** A box with something to know: what happened, what was kept, what to do. */
export function Notice({
  tone,
  title,
  action,
  children,
}: {
  tone: "note" | "warn" | "bad" | "good";
  title?: string | undefined;
  action?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="notice" data-tone={tone} role={tone === "bad" ? "alert" : "status"}>
      <div>
        {title === undefined ? null : (
          <strong>
            <Sentence text={title} />
          </strong>
        )}
        {children === undefined ? null : <div>{children}</div>}
      </div>
      {action}
    </div>
  );
}

/** An error of the engine as a person reads it; every problem it found, and its code behind *Details*. */
export function ErrorNotice({ error, action }: { error: ContractError; action?: ReactNode }) {
  const problems = error.problems ?? [];
  return (
    <Notice tone="bad" title={error.message} action={action}>
      {problems.length > 1 ? (
        <ul>
          {problems.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <Sentence text={message} /> {path === "" ? null : <code>{path}</code>}
            </li>
          ))}
        </ul>
      ) : null}
      <details>
        <summary>Details</summary>
        <code>
          {error.code}
          {error.path === undefined ? "" : ` at ${error.path}`}
        </code>
      </details>
    </Notice>
  );
}
