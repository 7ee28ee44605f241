import type { Step, Trace } from "../../core/contract/model.ts";
import { buildPayload } from "./payload.ts";
import { detailsOf } from "./step-details.ts";
import { summaryFields } from "./summary.ts";

/** All of a step as lines of text, to be held against another: what it is, what it carries, what it is made of. */
export function textOfStep(trace: Trace, step: Step): string {
  const { decoded, http } = buildPayload(trace, step);
  const fields = decoded === undefined ? summaryFields(step).map(({ name, value }) => `${name}: ${value}`) : [];
  const details = detailsOf(step).map(({ mark, text }) => `${mark} ${text}`);
  const body = decoded?.text ?? (fields.length === 0 ? http?.text : undefined);
  return [step.title, step.why, "", ...fields, ...details, ...(body === undefined ? [] : [body])].join("\n").trim();
}
