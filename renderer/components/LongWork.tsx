import { Button, VisuallyHidden } from "@mantine/core";
import "./long-work.css";

/** How far it is: nobody can tell of how many where `total` is 0. */
export interface Far {
  readonly done: number;
  readonly total: number;
}

/**
 * Something that takes long: how far it is, in numbers that are seen as they change, and the way to give it up. Whoever
 * listens hears what it is, and then each quarter of it.
 */
export function LongWork({
  name,
  far,
  text,
  onCancel,
  silent = false,
}: {
  /** What it is: "Time passes". */
  name: string;
  far: Far;
  /** "Initial cycle of Jira: 3,200 of 10,000 people". */
  text: string;
  onCancel?: (() => void) | undefined;
  /** It is read out elsewhere. */
  silent?: boolean | undefined;
}) {
  const { done, total } = far;
  return (
    <div className="long-work">
      <progress {...(total === 0 ? {} : { value: done, max: total })} aria-label={name} />
      <span className="long-work-text" title={text}>
        {text}
      </span>
      {silent ? null : <VisuallyHidden role="status">{describeQuarter(name, far)}</VisuallyHidden>}
      {onCancel === undefined ? null : (
        <Button size="compact-xs" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}

/** What is read out: it changes four times at most. */
export function describeQuarter(name: string, { done, total }: Far): string {
  const quarters = total === 0 ? 0 : Math.min(4, Math.floor((4 * done) / total));
  return quarters === 0 ? name : `${name}: ${quarters * 25} %`;
}
