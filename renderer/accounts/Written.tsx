import { showInstant } from "../components/instant.ts";
import { Sentence } from "../components/Sentence.tsx";
import { useWorkspace } from "../connection/workspace-context.ts";
import { agoWords } from "../lifecycle/time-words.ts";

/** Who set something in an account, how long ago, and why. */
export function Written({ by, at, why }: { by: string | undefined; at: string | undefined; why: string | undefined }) {
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
