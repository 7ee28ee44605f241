import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { ContractError } from "../../core/contract/contract.ts";
import { ErrorNotice } from "../components/Notice.tsx";
import { outdate } from "../connection/answers.ts";
import { places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import "./cannot-open.css";

/** Instead of the screens of a workspace that does not open: why, what is kept, and where else to go. */
export function CannotOpen({ id, error }: { id: string; error: ContractError }) {
  const { value: list } = useAnswer("workspaces.list", {});
  const others = (list?.workspaces ?? []).filter((workspace) => workspace.id !== id && workspace.content !== undefined);
  const missing = error.code === "WORKSPACE_NOT_FOUND";
  return (
    <section className="cannot-open" data-pane tabIndex={-1} aria-label="This workspace does not open">
      <h1>{missing ? `There is no workspace “${id}” here.` : `“${id}” cannot be opened.`}</h1>
      <ErrorNotice
        error={error}
        action={
          <Button variant="default" onClick={() => outdate()}>
            Try again
          </Button>
        }
      />
      <p>{missing ? "It may have been removed or renamed, or lie in another folder." : KEPT}</p>
      {others.length === 0 ? null : (
        <>
          <h2>These are here</h2>
          <ul>
            {others.map(({ id: other, content }) => (
              <li key={other}>
                <Link href={places.directory(other)}>{content?.name ?? other}</Link> {other}.json
              </li>
            ))}
          </ul>
        </>
      )}
      <Link href={places.home()}>Home</Link>
    </section>
  );
}

const KEPT =
  "The file is left exactly as it is: nothing was written to it. Its version before the last save lies beside it, where there is one. Put a good copy in its place and try again.";
