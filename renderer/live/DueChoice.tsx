import { Switch } from "@mantine/core";
import { useState } from "react";
import { useAnswer } from "../connection/use-answer.ts";
import { type DueAtOnce, dueAtOnce } from "./due-at-once.ts";

interface DueChoiceProps {
  readonly workspace: string;
  readonly due: boolean;
  readonly onChange: (due: boolean) => void;
}

/** Whether what is due happens by itself, and what that brings as soon as live mode starts: nobody likes surprises. */
export function DueChoice({ workspace, due, onChange }: DueChoiceProps) {
  const { value: lifecycle } = useAnswer("lifecycle.read", { workspace });
  const [now] = useState(() => new Date().toISOString());
  const first = lifecycle === undefined ? undefined : dueAtOnce(lifecycle, now);
  return (
    <>
      <DueSwitch due={due} onChange={onChange} />
      {due && first !== undefined && first.first.length > 0 ? <AtOnce due={first} /> : null}
    </>
  );
}

interface DueSwitchProps extends Omit<DueChoiceProps, "workspace"> {
  /** Without the words on what that is. */
  readonly short?: boolean;
}

/** Lets what is due happen by itself, or holds it off. */
export function DueSwitch({ due, onChange, short = false }: DueSwitchProps) {
  return (
    <Switch
      label="What is due happens by itself"
      description={short ? undefined : WHAT_IS_DUE}
      checked={due}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

const WHAT_IS_DUE = "Cycles, batches, tickets, rules, HR’s delays, purges and expiries, each when its time comes.";

function AtOnce({ due: { first, more } }: { due: DueAtOnce }) {
  return (
    <div className="live-at-once">
      <p>By this computer’s clock this is due already, and happens as soon as live mode starts:</p>
      <ul>
        {first.map(({ sentence }, index) => (
          // Two of one kind are told apart by their place alone.
          <li key={`${sentence} ${first.slice(0, index).filter((each) => each.sentence === sentence).length}`}>
            {sentence}
          </li>
        ))}
        {more > 0 ? <li>and {more} more</li> : null}
      </ul>
    </div>
  );
}
