import { LongWork } from "../components/LongWork.tsx";
import type { Counted } from "./use-preview.ts";

/** How far something is, and the way to give it up. A style keeps it back for as long as most things take. */
export function Far({ name, far, onCancel }: { name: string; far: Counted | undefined; onCancel: () => void }) {
  const { done, total, what } = far ?? { done: 0, total: 0, what: "" };
  const of = total === 0 ? "" : ` of ${total.toLocaleString("en")}`;
  const text = far === undefined ? `${name}…` : `${name}: ${done.toLocaleString("en")}${of} ${what}`;
  return (
    <div className="import-busy">
      <LongWork name={name} far={{ done, total }} text={text} onCancel={onCancel} />
    </div>
  );
}
