import { buildRule, type LookedAtRule, type ProvisioningFacts, type Verdict } from "./rule.ts";
import { isOutOfScope } from "./scope.ts";

/**
 * The rules about whoever is not to have an active account: out of scope, disabled, or gone. They are looked at before the
 * others.
 */

/** What leaving does to an account; undefined: nothing. */
export type LeavingAction = "disable" | "delete";

/** What follows for the account of somebody who is not to have one, whatever the deletion threshold says. */
export function leavingAction(
  facts: Pick<ProvisioningFacts, "scope" | "client" | "ways" | "link" | "onDemand">,
): LeavingAction | undefined {
  const { scope, client, ways, link, onDemand } = facts;
  if (scope.inScope || link === undefined || link.unmanaged === true || isKept(facts)) return undefined;
  if (onDemand && !isOutOfScope(scope)) return undefined;
  if (scope.reason === "gone" && client.actions.delete && ways.deletes) return "delete";
  return link.active && client.actions.disable && ways.setsActive ? "disable" : undefined;
}

/** Leaves alone an account that is no longer managed (F39). */
export function lookUnmanaged(facts: ProvisioningFacts): LookedAtRule {
  const rule = {
    rule: "provisioning.unmanaged",
    text: "An account that was deactivated because its person fell out of scope is no longer managed.",
    setting: "",
  };
  const { scope, link, person } = facts;
  if (scope.inScope) return buildRule(facts, rule, "The person is in scope.");
  if (link?.unmanaged !== true) return buildRule(facts, rule, "No such account.");
  return buildRule(facts, rule, scope.text, {
    result: "skip",
    code: "EntrySynchronizationSkipped",
    reason: `The account of ${person.userName} was deactivated when they fell out of scope, and is not managed since: nothing is sent, no DELETE either.`,
  });
}

/** Passes over whoever has no account that this client knows of, and is not to have one. */
export function lookScope(facts: ProvisioningFacts): LookedAtRule {
  const rule = {
    rule: "provisioning.scope",
    text: "Only people who are assigned, in scope and active are given an account.",
    setting: "scope",
  };
  const { scope, link } = facts;
  if (scope.inScope) return buildRule(facts, rule, "The person is in scope.");
  if (link !== undefined) return buildRule(facts, rule, "The person has an account that this client manages.");
  return buildRule(facts, rule, scope.text, {
    result: "skip",
    code: "EntrySynchronizationSkipped",
    reason: `${scope.text} Nobody is given an account for that, and an account that others made is not looked for.`,
  });
}

/** Leaves the accounts of people who fall out of scope as they are (SkipOutOfScopeDeletions). */
export function lookKept(facts: ProvisioningFacts): LookedAtRule {
  const rule = {
    rule: "provisioning.skipOutOfScopeDeletions",
    text: "People who fall out of scope keep their accounts as they are.",
    setting: "client/skipOutOfScopeDeletions",
  };
  if (facts.client.skipOutOfScopeDeletions !== true) return buildRule(facts, rule, "The switch is off.");
  if (!isKept(facts)) return buildRule(facts, rule, "The person did not fall out of scope.");
  return buildRule(facts, rule, facts.scope.text, {
    result: "skip",
    code: "EntrySynchronizationSkipped",
    reason: `${facts.scope.text} The account stays as it is, for out-of-scope deletions are skipped.`,
  });
}

/** Provision on demand does nothing to whoever is disabled or deleted in the directory. */
export function lookOnDemand(facts: ProvisioningFacts): LookedAtRule {
  const rule = {
    rule: "provisioning.onDemand",
    text: "Provision on demand deactivates whoever is not assigned, but nobody who is disabled or deleted.",
    setting: "",
  };
  const { scope, onDemand } = facts;
  if (!onDemand) return buildRule(facts, rule, "This is no provision on demand.");
  if (scope.inScope || isOutOfScope(scope)) return buildRule(facts, rule, "The person is there and active.");
  return buildRule(facts, rule, scope.text, {
    result: "skip",
    code: "EntrySynchronizationSkipped",
    reason: `${scope.text} That is left to the next cycle: provision on demand does not do it.`,
  });
}

/** Holds back deactivations and deletions of which there are too many. */
export function lookThreshold(facts: ProvisioningFacts): LookedAtRule {
  const limit = facts.client.deletionThreshold;
  const rule = {
    rule: "provisioning.deletionThreshold",
    text:
      limit === undefined
        ? "Any number of accounts may be deactivated and deleted in one cycle."
        : `No more than ${limit} accounts are deactivated and deleted in one cycle.`,
    setting: "client/deletionThreshold",
  };
  const action = leavingAction(facts);
  if (action === undefined) return buildRule(facts, rule, "The account would be neither deactivated nor deleted.");
  if (!facts.isStaged) return buildRule(facts, rule, "There are not too many.");
  const what = action === "delete" ? "deleted" : "deactivated";
  return buildRule(facts, rule, "There are more in this cycle.", {
    result: "stage",
    reason: `${facts.scope.text} The account is to be ${what}, but too many are in this cycle: it waits until an administrator allows it.`,
  });
}

/** Deletes the account of somebody who is gone for good, where deletion is ticked. */
export function lookDelete(facts: ProvisioningFacts): LookedAtRule {
  const { client, ways, scope } = facts;
  const rule = {
    rule: client.actions.delete ? "provisioning.delete.on" : "provisioning.delete.off",
    text: client.actions.delete
      ? "Whoever is gone from the directory for good is deleted in the application."
      : "Nobody is deleted in the application.",
    setting: "client/actions/delete",
  };
  if (scope.reason !== "gone") return buildRule(facts, rule, "The person is not gone from the directory.");
  if (!client.actions.delete) return buildRule(facts, rule, "Deletion is not ticked.");
  if (!ways.deletes) return buildRule(facts, rule, "This kind of client never sends DELETE.");
  return buildRule(facts, rule, scope.text, {
    result: "delete",
    reason: `${scope.text} The account goes too, for deletion is ticked: whoever comes back is given a new one.`,
  });
}

/** Deactivates the account of whoever is not to have one, or says why not. */
export function lookDisable(facts: ProvisioningFacts): LookedAtRule {
  const { client, ways, scope, link } = facts;
  const rule = {
    rule: client.actions.disable ? "provisioning.disable.on" : "provisioning.disable.off",
    text: client.actions.disable
      ? "The account of whoever is not in scope any more, or disabled, is deactivated."
      : "No account is deactivated.",
    setting: "client/actions/disable",
  };
  if (scope.inScope) return buildRule(facts, rule, "The person is in scope.");
  const why = scope.text;
  const skip = (reason: string): LookedAtRule => {
    const verdict: Verdict = { result: "skip", code: "EntrySynchronizationSkipped", reason: `${why} ${reason}` };
    return buildRule(facts, rule, why, verdict);
  };
  if (link?.active !== true) return skip("The account is deactivated already.");
  if (!client.actions.disable) return skip("The account stays active, for deactivation is not ticked.");
  if (!ways.setsActive) return skip("The account stays active, for no row says what `active` is: nothing is sent.");
  return buildRule(facts, rule, why, { result: "disable", reason: `${why} The account is deactivated.` });
}

function isKept({ scope, client, link }: Pick<ProvisioningFacts, "scope" | "client" | "link">): boolean {
  return client.skipOutOfScopeDeletions === true && link !== undefined && isOutOfScope(scope);
}
