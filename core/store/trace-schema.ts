import { z } from "zod";
import { TRACE_VERSION, type Trace } from "../trace/step.ts";

/**
 * As much of a trace as keeps whoever reads it from falling over it: every step has what its kind says. What stands in
 * its texts is not judged here.
 */

const stepBase = {
  seq: z.int(),
  at: z.string(),
  from: z.string(),
  to: z.string(),
  phase: z.string(),
  status: z.string(),
  title: z.string(),
  why: z.string(),
} as const;

const message = { headers: z.record(z.string(), z.unknown()), body: z.string() } as const;
const requestSchema = z.looseObject({ method: z.string(), url: z.string(), ...message });
const responseSchema = z.looseObject({ status: z.int(), ...message });
const artefactSchema = z.looseObject({ type: z.string(), name: z.string(), text: z.string() });
const checkSchema = z.looseObject({ code: z.string(), name: z.string(), result: z.string() });
const evaluationSchema = z.looseObject({ target: z.string(), inputs: z.array(z.looseObject({ name: z.string() })) });
const ruleSchema = z.looseObject({ text: z.string(), why: z.string() });
const decisionSchema = z.looseObject({ result: z.string(), rule: ruleSchema, considered: z.array(ruleSchema) });
const changeSchema = z.looseObject({ account: z.string(), path: z.string() });
const outcomeSchema = z.looseObject({ result: z.string(), code: z.string(), reason: z.string() });

const stepSchema = z.discriminatedUnion("kind", [
  z.looseObject({ kind: z.literal("request"), ...stepBase, request: requestSchema }),
  z.looseObject({ kind: z.literal("response"), ...stepBase, response: responseSchema }),
  z.looseObject({ kind: z.literal("artefact"), ...stepBase, artefact: artefactSchema }),
  z.looseObject({ kind: z.literal("checks"), ...stepBase, checks: z.array(checkSchema) }),
  z.looseObject({ kind: z.literal("evaluation"), ...stepBase, evaluations: z.array(evaluationSchema) }),
  z.looseObject({ kind: z.literal("decision"), ...stepBase, decision: decisionSchema }),
  z.looseObject({ kind: z.literal("change"), ...stepBase, changes: z.array(changeSchema) }),
  z.looseObject({ kind: z.literal("notice"), ...stepBase }),
  z.looseObject({ kind: z.literal("outcome"), ...stepBase, outcome: outcomeSchema }),
]);

const traceSchema = z.looseObject({
  version: z.literal(TRACE_VERSION),
  actors: z.array(z.looseObject({ id: z.string(), kind: z.string(), name: z.string() })),
  steps: z.array(stepSchema),
});

/** Whether this is a trace that this program can show. */
export function isTrace(value: unknown): value is Trace {
  return traceSchema.safeParse(value).success;
}

/** Whether this says of itself that it is a trace, but of a version that this program does not know. */
export function isOtherVersion(value: unknown): boolean {
  const { data } = z.looseObject({ version: z.int().positive() }).safeParse(value);
  return data !== undefined && data.version !== TRACE_VERSION;
}
