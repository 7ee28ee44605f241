import { showInstant } from "../components/instant.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { useEditing } from "./editing.ts";

/** Sixteen of the 32 pairs: a fingerprint breaks in its middle, so that two of them stand alike. */
const HALF = 16 * "AB:".length;

/** A certificate as people compare it: whose it is, until when, and its fingerprint. One past its time is warned of. */
export function Certificate({ pem }: { pem: string }) {
  const { detail } = useEditing();
  const { clock } = useWorkspace();
  const facts = detail.certificates.find((each) => each.pem === pem);
  if (facts === undefined) return <span>A certificate that was typed in; it is read once it is saved.</span>;
  const isExpired = Date.parse(facts.notAfter) < Date.parse(clock);
  return (
    <div className="certificate">
      <strong>{facts.subject}</strong>
      <div>
        Valid until <time dateTime={facts.notAfter}>{showInstant(facts.notAfter)}</time>
      </div>
      <code title="SHA-256 fingerprint">
        {facts.fingerprint.slice(0, HALF)}
        <wbr />
        {facts.fingerprint.slice(HALF)}
      </code>
      {isExpired ? (
        <p className="field-problem" data-severity="warning">
          Expired: the simulated time is {showInstant(clock)}.
        </p>
      ) : null}
    </div>
  );
}
