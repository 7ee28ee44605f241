import { Loader } from "@mantine/core";
import { useEffect } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import { LongWork } from "../components/LongWork.tsx";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { useActing } from "./acting.ts";

/** What is happening at this moment, and how far it is once it takes longer; with the way to give it up. */
export function ActingNow() {
  const { what, far, cancel, inDialog } = useActing();
  if (what === undefined) return null;
  if (far !== undefined)
    return <LongWork name={what} far={far} text={far.doing ?? what} onCancel={cancel} silent={inDialog} />;
  return (
    <span className="lifecycle-next" role="status">
      <Loader size={12} aria-hidden="true" /> {what}…
    </span>
  );
}

/** In a dialog that lets something happen: how far that is, since what lies beneath cannot be reached. Its own buttons cancel. */
export function ActingInDialog({ busy }: { busy: boolean }) {
  const { what, far } = useActing();
  useEffect(() => {
    if (busy) useActing.setState({ inDialog: true });
  }, [busy]);
  if (!busy || what === undefined || far === undefined) return null;
  return (
    <div className="acting-in-dialog">
      <LongWork name={what} far={far} text={far.doing ?? what} />
    </div>
  );
}

/** Why something did not happen; that it was given up is no error. */
export function ActError({ error }: { error: ContractError | undefined }) {
  if (error === undefined) return null;
  if (error.code !== "CANCELLED") return <ErrorNotice error={error} />;
  return (
    <Notice tone="note" title="Cancelled">
      Nothing happened: everything is as it was.
    </Notice>
  );
}
