import { type KeyboardEvent, useRef } from "react";
import { buildChain, type LoggedValue, MOST_STEPS, showLogged } from "./sub-values.ts";

/**
 * The way from what goes in to what comes out: each sub-expression with its value, the innermost first. It is walked with
 * the arrow keys, and what is looked at is marked in the text.
 */
export function ValueChain({
  log,
  text,
  onPoint,
  onSelect,
}: {
  log: readonly LoggedValue[];
  text: string;
  onPoint: (step: LoggedValue | undefined) => void;
  onSelect: (step: LoggedValue) => void;
}) {
  const list = useRef<HTMLOListElement>(null);
  const steps = buildChain(log, text).map((step, index) => ({ ...step, key: `${index} ${step.from} ${step.to}` }));
  const walk = (event: KeyboardEvent): void => {
    const by = BY_KEY[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const here = buttons.findIndex((button) => button.matches(":focus"));
    buttons[Math.min(Math.max(here + by, 0), buttons.length - 1)]?.focus();
  };
  return (
    <>
      {log.length > MOST_STEPS ? (
        <p className="block-text">
          The last {MOST_STEPS} of {log.length.toLocaleString("en")} values.
        </p>
      ) : null}
      <ol ref={list} className="value-chain" aria-label="Values on the way" onKeyDown={walk}>
        {steps.map((step) => (
          <li key={step.key} style={{ paddingLeft: `${Math.min(step.depth, 8) * 14}px` }}>
            <button
              type="button"
              className="value-step"
              title="Show it in the expression"
              onFocus={() => onPoint(step)}
              onBlur={() => onPoint(undefined)}
              onPointerEnter={() => onPoint(step)}
              onPointerLeave={() => onPoint(undefined)}
              onClick={() => onSelect(step)}
            >
              <code>{text.slice(step.from, step.to)}</code>
              <span aria-hidden="true">→</span>
              <span className="sr-only">gives</span>
              <span className="value-shown">{showLogged(step)}</span>
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

const BY_KEY: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };
