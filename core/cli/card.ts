import { readFile } from "node:fs/promises";
import type { BehaviourCard, CardRule } from "../cards/card.ts";
import { parseCard } from "../cards/cards.ts";
import { compareWithCard, type SettingComparison } from "../cards/compare.ts";
import { RehearsalError } from "../errors.ts";
import type { Application } from "../sp/application.ts";
import { fixtureFile } from "../store/fixture-file.ts";
import type { Workspace } from "../store/workspace.ts";

/** A rule that public documents do not state. */
type UnknownRule = Extract<CardRule, { readonly known: false }>;

/** How an application is meant to behave, and where its settings stand to that. */
export interface ApplicationCard {
  readonly card: BehaviourCard;
  readonly comparisons: readonly SettingComparison[];
}

/**
 * The behaviour card that an application was made from, held against its settings; undefined where it has none.
 * @throws RehearsalError `CARD_UNKNOWN`, `CARD_NOT_JSON`, `CARD_INVALID`
 */
export async function cardOf(workspace: Workspace, application: Application): Promise<ApplicationCard | undefined> {
  if (application.card === undefined) return undefined;
  const card = await readCard(application.card);
  const connection = workspace.identityProviders
    .flatMap(({ connections }) => connections)
    .find((each) => each.application === application.id);
  return {
    card,
    comparisons: compareWithCard(card, { application, ...(connection === undefined ? {} : { connection }) }),
  };
}

/** What is not known of the kind of application, and is taken to be so here: its settings stand as the card assumes. */
export function assumptionsIn({ card, comparisons }: ApplicationCard): readonly UnknownRule[] {
  const assumed = new Set(comparisons.filter(({ standing }) => standing === "asAssumed").map(({ rule }) => rule));
  return card.rules.filter((rule): rule is UnknownRule => !rule.known && assumed.has(rule));
}

async function readCard(id: string): Promise<BehaviourCard> {
  // The id comes from a file that may be anybody's: it must not lead out of the folder.
  if (!/^[a-z0-9-]+$/.test(id)) throw unknownCard(id);
  const file = await fixtureFile("cards", `${id}.json`);
  const text = await readFile(file, "utf8").catch(() => {
    throw unknownCard(id);
  });
  return parseCard(text, file);
}

function unknownCard(id: string): RehearsalError {
  return new RehearsalError("CARD_UNKNOWN", `There is no behaviour card ${JSON.stringify(id)}.`, {
    path: "applications.card",
  });
}
