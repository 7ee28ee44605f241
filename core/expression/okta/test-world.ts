import type { Attributes } from "../../attribute-value.ts";
import type { Dialect, ExpressionSettings } from "../dialect.ts";
import { type Evaluated, evaluateFor } from "../evaluate.ts";
import { ExpressionError } from "../expression-error.ts";
import type { EvaluationInput } from "../input.ts";
import type { ExpressionObject } from "../value.ts";
import { ATTRIBUTES, GROUPS, INTERNAL, LINKED, LINKED_APP_USERS, NOW, ROOTS } from "./cases/world.ts";

function objectOf(what: string, members: Attributes): ExpressionObject {
  return { kind: "object", what, names: Object.keys(members), member: (name) => members[name] };
}

function find(what: string, table: Readonly<Record<string, Attributes>>, key: string): ExpressionObject | undefined {
  const members = Object.hasOwn(table, key) ? table[key] : undefined;
  return members && objectOf(what, members);
}

/** The person of the cases, as expressions see them. */
export const ADA: EvaluationInput = {
  attribute: (name) => (Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined),
  now: NOW,
  groups: GROUPS,
  root: (name) => find(name, ROOTS, name),
  linked: (name) => find("user", LINKED, name) ?? null,
  linkedAppUser: (name, app) => find("app user", LINKED_APP_USERS, `${name}@${app}`) ?? null,
  internal: (name) => {
    const value = INTERNAL[name];
    return typeof value === "string" ? value : undefined;
  },
};

/** What an expression gives for the person; an error of its text is told like one of its evaluation. */
export function evaluate(
  dialect: Dialect,
  text: string,
  input: EvaluationInput = ADA,
  settings: ExpressionSettings = {},
  log = false,
): Evaluated {
  try {
    const run = dialect.compile(dialect.parse(text), { log, settings });
    return evaluateFor(run, input, dialect, log);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { outcome: "error", code: error.code, message: error.message, span: error.span };
  }
}
