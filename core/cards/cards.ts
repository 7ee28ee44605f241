import type { z } from "zod";
import { nearestName, RehearsalError } from "../errors.ts";
import { type BehaviourCard, behaviourCardSchema } from "./card.ts";

/**
 * The card in a text; `file` is named in errors.
 * @throws RehearsalError `CARD_NOT_JSON`, or `CARD_INVALID` with the path of the first problem.
 */
export function parseCard(text: string, file: string): BehaviourCard {
  const result = behaviourCardSchema.safeParse(parseJson(text, file));
  if (result.success) return result.data;
  const { path, message } = firstProblem(result.error);
  throw new RehearsalError("CARD_INVALID", message, { file, path });
}

/**
 * The card with this id.
 * @throws RehearsalError `CARD_UNKNOWN`, with the nearest id there is.
 */
export function findCard(cards: readonly BehaviourCard[], id: string): BehaviourCard {
  const card = cards.find((entry) => entry.id === id);
  if (card !== undefined) return card;
  const ids = cards.map((entry) => entry.id);
  const near = nearestName(id, ids);
  const hint = near === undefined ? `There are: ${ids.join(", ")}.` : `Did you mean ${JSON.stringify(near)}?`;
  throw new RehearsalError("CARD_UNKNOWN", `There is no behaviour card ${JSON.stringify(id)}. ${hint}`);
}

/** How a card is presented: "Slack-like, from public documents as of 2026-11". Never as the product itself. */
export function cardTitle({ name, date }: BehaviourCard): string {
  return `${name}, from public documents as of ${date}`;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RehearsalError("CARD_NOT_JSON", "The file is not JSON; a behaviour card in JSON would be right.", {
      file,
    });
  }
}

function firstProblem(error: z.ZodError): { readonly path: string; readonly message: string } {
  const [issue] = error.issues;
  return { path: issue?.path.join(".") ?? "", message: issue?.message ?? "This is not a behaviour card." };
}
