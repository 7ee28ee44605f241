import type { AccountBefore } from "../store/record.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Step, Trace } from "../trace/step.ts";

/** An account that a step is about. Without an application: the step names none, and neither do its lanes. */
interface Meant {
  readonly application: string | undefined;
  readonly account: string;
}

/** The accounts that an action is about, as they are in the workspace before it: those that its trace names. */
export function accountsBefore(
  { applications }: Workspace,
  action: { readonly type: string },
  { steps }: Trace,
): readonly AccountBefore[] {
  const meant = steps.flatMap(accountsMeant);
  const only = "application" in action ? action.application : undefined;
  return applications.flatMap(({ id, accounts }) => {
    const ids = new Set(
      meant.filter(({ application = only ?? id }) => application === id).map(({ account }) => account),
    );
    return ids.size === 0
      ? []
      : accounts.filter((account) => ids.has(account.id)).map((account) => ({ application: id, account }));
  });
}

function accountsMeant(step: Step): readonly Meant[] {
  switch (step.kind) {
    case "change":
      return step.changes.map(({ application, account }) => ({ application, account }));
    case "decision":
      return meantBy(applicationOf(step), step.decision.account);
    case "outcome":
      return meantBy(step.outcome.application, step.outcome.account);
    default:
      return [];
  }
}

function meantBy(application: string | undefined, account: string | undefined): readonly Meant[] {
  return account === undefined ? [] : [{ application, account }];
}

/** The application whose lane a step is on. */
function applicationOf({ from, to }: Step): string | undefined {
  const lane = [from, to].find((each) => /^(app|accounts):/.test(each));
  return lane?.replace(/^(app|accounts):/, "");
}
