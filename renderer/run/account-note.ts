import type { RunDetail } from "../../core/contract/results.ts";

/**
 * What there is to say of the account at a step besides its values: that there is none yet, or that the login never
 * came to it, which is no sign that the person has none. `known`: there are values to show. Undefined: they say it all.
 */
export function describeAccount(
  { trace, action, outcome }: Pick<RunDetail, "trace" | "action" | "outcome">,
  step: number,
  known: boolean,
): string | undefined {
  if (action.type !== "login") return known ? undefined : noneYet(trace, outcome);
  const looked = trace.steps.some(({ phase }) => phase === "match");
  if (looked) return known ? undefined : `No account yet at step ${step}.`;
  const end = trace.steps.find(({ status }) => status === "refused")?.seq ?? trace.steps.length;
  if (step < end) return known ? undefined : `No account is known yet at step ${step}.`;
  const application = trace.actors.find(({ id }) => id === `app:${action.application}`)?.name ?? action.application;
  const linked = known
    ? `The one that is linked to ${action.user} stays as it was.`
    : `None is linked to ${action.user}.`;
  return `The login ended before ${application} looked for an account. ${linked}`;
}

/** What there is to say where nothing of an account is known yet. */
function noneYet({ steps }: RunDetail["trace"], { account }: RunDetail["outcome"]): string {
  const isAboutSome = account !== undefined || steps.some(({ kind }) => kind === "change");
  return isAboutSome ? "No account yet at this step." : "No account changed in this run.";
}
