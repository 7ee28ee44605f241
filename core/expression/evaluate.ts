import type { AttributeValue, Scalar } from "../attribute-value.ts";
import { createSession, type LogEntry, type Run, type Session } from "./compile.ts";
import type { Dialect } from "./dialect.ts";
import { ExpressionError, type Span } from "./expression-error.ts";
import { type EvaluationInput, NotKnown } from "./input.ts";
import { type Effect, type ExpressionValue, isEffect, isList, REDACTED, typeOf, type ValueType } from "./value.ts";

/** What came out for one person. Plain JSON. */
export type Evaluated =
  | {
      readonly outcome: "value";
      /** Absent: nothing came out. */
      readonly value?: AttributeValue;
      readonly type: ValueType;
      readonly effects: readonly Effect[];
      readonly log?: readonly LoggedValue[];
    }
  | {
      readonly outcome: "error";
      readonly code: string;
      readonly message: string;
      readonly span: Span;
      readonly log?: readonly LoggedValue[];
    }
  /** An attribute that the person's file does not carry: cannot tell. `why`: what else is missing, in one sentence. */
  | {
      readonly outcome: "notKnown";
      readonly attribute: string;
      readonly why?: string;
      readonly log?: readonly LoggedValue[];
    };

/** The value of one sub-expression as it is shown. */
export interface LoggedValue extends Span {
  readonly type: ValueType;
  /** As the language writes it; absent where there is none. */
  readonly text?: string;
}

/** Evaluates a compiled expression for one person. Never throws for what a person's data can do. */
export function evaluateFor(run: Run, input: EvaluationInput, dialect: Dialect, log: boolean): Evaluated {
  const session = createSession(input, log);
  try {
    const value = run(session);
    return { ...valueOutcome(value, session, dialect), ...logOf(session, dialect) };
  } catch (error) {
    return { ...failure(error), ...logOf(session, dialect) };
  }
}

function valueOutcome(value: ExpressionValue, session: Session, dialect: Dialect): Evaluated {
  const effects = isEffect(value) ? [...session.effects, value.effect] : session.effects;
  const base = { outcome: "value", type: typeOf(value), effects } as const;
  const plain = isEffect(value) ? undefined : toAttribute(value, dialect);
  return plain === undefined ? base : { ...base, value: plain };
}

/** A result as an attribute may hold it: absent and null stay apart, everything else is a scalar or a list of scalars. */
export function toAttribute(value: ExpressionValue, dialect: Dialect): AttributeValue | undefined {
  if (value === undefined || value === null) return value;
  if (!isList(value)) return toScalar(value, dialect);
  return value.flatMap((entry) => (entry === undefined || entry === null ? [] : toScalar(entry, dialect)));
}

function toScalar(value: ExpressionValue, dialect: Dialect): Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : dialect.toText(value);
}

function failure(error: unknown): Evaluated {
  if (error instanceof NotKnown) {
    const { attribute, why } = error;
    return { outcome: "notKnown", attribute, ...(why === undefined ? {} : { why }) };
  }
  if (!(error instanceof ExpressionError)) throw error;
  const { code, message, span } = error;
  return { outcome: "error", code, message, span };
}

function logOf({ log, effects }: Session, dialect: Dialect): { readonly log?: readonly LoggedValue[] } {
  if (log === undefined) return {};
  const redacted = effects.includes("redact");
  return { log: log.map((entry) => loggedValue(entry, dialect, redacted)) };
}

function loggedValue({ from, to, value }: LogEntry, dialect: Dialect, redacted: boolean): LoggedValue {
  const type = typeOf(value);
  if (value === undefined || value === null || isEffect(value)) return { from, to, type };
  return { from, to, type, text: redacted ? REDACTED : dialect.toText(value) };
}
