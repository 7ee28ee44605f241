import type { Conflict } from "../../core/contract/model.ts";
import { Sentence } from "../components/Sentence.tsx";
import { Value } from "../components/Value.tsx";
import { WRITER_NAMES } from "../words.ts";

/** Two who keep changing a value or a role back, each with its own rule. */
export function ConflictNote({ conflict }: { conflict: Conflict }) {
  const { turns } = conflict;
  return (
    <div className="conflict">
      <strong>
        ⇄ Conflict: changed back {turns} {turns === 1 ? "time" : "times"}
      </strong>
      <ul>
        {[conflict.now, conflict.other].map((side) => (
          <li key={side.writer}>
            {WRITER_NAMES[side.writer]} <Deed side={side} />
            {side.cause === undefined ? "" : ` (${conflict.kind === "value" ? "row" : "by"} ${side.cause})`}:{" "}
            <Sentence text={side.why} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Deed({ side }: { side: Conflict["now"] }) {
  if ("grants" in side) return side.grants ? "grants it" : "takes it away";
  return (
    <>
      writes <Value value={side.value} />
    </>
  );
}
