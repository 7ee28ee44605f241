import { buildRule, type LookedAtRule, type ProvisioningFacts, type Verdict } from "./rule.ts";

/** The rules about whoever is to have an active account. */

/** Refuses where it is not clear whose account it is. */
export function lookMatch(facts: ProvisioningFacts): LookedAtRule {
  const rule = {
    rule: "provisioning.match",
    text: "A person is one account, and an account is one person.",
    setting: "mappings",
  };
  const { finding, person, application } = facts;
  switch (finding.by) {
    case "several": {
      const reason = `${finding.count} accounts of ${application.name} have the same \`${finding.target}\` as ${person.userName}, so nothing is done: somebody has to say which one it is.`;
      return buildRule(facts, rule, "Several accounts match.", fail("DuplicateTargetEntries", reason));
    }
    case "noValue": {
      const reason = `${person.userName} has no value for ${listTargets(finding.targets)}, by which accounts are matched, so nothing is done.`;
      const verdict: Verdict = { result: "skip", code: "ImportSkipped", reason };
      return buildRule(facts, rule, "There is nothing to match by.", verdict);
    }
    case "row": {
      if (finding.linkedTo === undefined) return buildRule(facts, rule, "One account matches, and is nobody else's.");
      const reason = `\`${finding.target}\` of ${person.userName} finds an account that ${finding.linkedTo} is linked to already, so nothing is done.`;
      return buildRule(facts, rule, "The account is another person's.", fail("DuplicateSourceEntries", reason));
    }
    case "link":
      return buildRule(facts, rule, "The account is known from an earlier request.");
    case "nothing":
    case "notAsked":
      return buildRule(facts, rule, "No account matches.");
  }
}

/** Leaves out whom an expression says to leave out (Entra's `IgnoreObjectFlow`). */
export function lookIgnored(facts: ProvisioningFacts): LookedAtRule {
  const rule = {
    rule: "provisioning.ignored",
    text: "A row may say that nothing at all is done for a person.",
    setting: "mappings",
  };
  const { ignored, person } = facts;
  if (ignored === undefined) return buildRule(facts, rule, "No row says so.");
  return buildRule(facts, rule, ignored, skip(`${ignored} Nothing is sent for ${person.userName}.`));
}

/** Refuses where a required value is missing. */
export function lookRequired(facts: ProvisioningFacts): LookedAtRule {
  const rule = {
    rule: "provisioning.required",
    text: "Nobody is provisioned without the required values.",
    setting: "mappings",
  };
  const [first] = facts.missing;
  if (first === undefined) return buildRule(facts, rule, "None is missing.");
  const reason = `${first.why} Nothing is sent for ${facts.person.userName}.`;
  const row = { ...rule, setting: `mappings/${first.mapping}` };
  return buildRule(facts, row, `${facts.missing.length} missing.`, fail("MandatoryFieldsMissing", reason));
}

/** Makes an account where none was found. */
export function lookCreate(facts: ProvisioningFacts): LookedAtRule {
  const { client, finding, person, application } = facts;
  const rule = {
    rule: client.actions.create ? "provisioning.create.on" : "provisioning.create.off",
    text: client.actions.create
      ? "Whoever is in scope and has no account is given one."
      : "Nobody is given an account: only those that are there are matched.",
    setting: "client/actions/create",
  };
  if (finding.by !== "nothing") return buildRule(facts, rule, "There is an account.");
  if (!client.actions.create) {
    const reason = `${person.userName} has no account in ${application.name}, and making accounts is not ticked.`;
    return buildRule(facts, rule, "No account was found.", skip(reason));
  }
  const reason = `${person.userName} is in scope and has no account in ${application.name}, so one is made.`;
  return buildRule(facts, rule, "No account was found.", { result: "create", reason });
}

/** Links an account that was there before, however it came there. */
export function lookLink(facts: ProvisioningFacts): LookedAtRule {
  const rule = {
    rule: "provisioning.link",
    text: "An account that matches is linked: from now on this client knows it by its id.",
    setting: "mappings",
  };
  const { finding, link, person } = facts;
  if (finding.by !== "row") return buildRule(facts, rule, "No account was found by a row.");
  if (link?.target === finding.account) return buildRule(facts, rule, "It is the account that was linked before.");
  const reason = `\`${finding.target}\` finds an account for ${person.userName}, which is linked from now on instead of a second one being made.`;
  return buildRule(facts, rule, "An account was found that was not linked.", { result: "link", reason });
}

/** Reactivates the account of somebody who is back. */
export function lookReactivate(facts: ProvisioningFacts): LookedAtRule {
  const rule = {
    rule: "provisioning.reactivate",
    text: "The account of somebody who is back in scope is activated again.",
    setting: "client/actions/update",
  };
  const { link, client, ways, person, wantsActive } = facts;
  if (link === undefined) return buildRule(facts, rule, "There was no account.");
  if (!wantsActive) return buildRule(facts, rule, "The rows say that the account is not to be active.");
  if (link.active) return buildRule(facts, rule, "The account was left active.");
  const why = "The account was deactivated.";
  if (!client.actions.update) {
    return buildRule(facts, rule, why, skip(`${person.userName} is back, but updating accounts is not ticked.`));
  }
  if (!ways.setsActive) {
    const reason = `${person.userName} is back, but no row says what \`active\` is: nothing is sent.`;
    return buildRule(facts, rule, why, skip(reason));
  }
  const reason = `${person.userName} is in scope again: the account that they had is activated.`;
  return buildRule(facts, rule, why, { result: "reactivate", reason });
}

/** Brings an account up to date. */
export function lookUpdate(facts: ProvisioningFacts): LookedAtRule {
  const { client, changes, person } = facts;
  const rule = {
    rule: client.actions.update ? "provisioning.update.on" : "provisioning.update.off",
    text: client.actions.update ? "Accounts are kept up to date." : "Accounts are left as they were made.",
    setting: "client/actions/update",
  };
  if (changes.length === 0) return buildRule(facts, rule, "Nothing differs.");
  const why = `${listTargets(changes)} ${changes.length === 1 ? "differs" : "differ"}.`;
  if (!client.actions.update) {
    const reason = `${listTargets(changes)} of ${person.userName} would change, but updating accounts is not ticked.`;
    return buildRule(facts, rule, why, skip(reason));
  }
  const reason = `${listTargets(changes)} of ${person.userName} ${changes.length === 1 ? "has" : "have"} changed.`;
  return buildRule(facts, rule, why, { result: "update", reason });
}

/** What is left where no other rule has anything to say. */
export function lookUnchanged(facts: ProvisioningFacts): LookedAtRule {
  const rule = {
    rule: "provisioning.unchanged",
    text: "Where nothing differs, nothing is sent.",
    setting: "",
  };
  const reason = `The account of ${facts.person.userName} has everything already.`;
  return buildRule(facts, rule, "Nothing differs.", { result: "unchanged", reason });
}

function fail(code: NonNullable<Verdict["code"]>, reason: string): Verdict {
  return { result: "skip", code, reason, failed: true };
}

function skip(reason: string): Verdict {
  return { result: "skip", code: "EntrySynchronizationSkipped", reason };
}

/** Names in a row, at most five. */
function listTargets(targets: readonly string[]): string {
  const named = targets.slice(0, 5).map((target) => `\`${target}\``);
  const others = targets.length - named.length;
  if (others > 0) return `${named.join(", ")} and ${others} more`;
  const last = named.at(-1) ?? "";
  return named.length < 2 ? last : `${named.slice(0, -1).join(", ")} and ${last}`;
}
