import { readdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { BehaviourCard } from "../cards/card.ts";
import { parseCard } from "../cards/cards.ts";
import { fixtureFile } from "./fixture-file.ts";

let read: Promise<readonly BehaviourCard[]> | undefined;

/**
 * Every behaviour card that is published with the program, by name. They are read once.
 * @throws RehearsalError `SAMPLES_MISSING`, `CARD_NOT_JSON`, `CARD_INVALID`
 */
export function readCards(): Promise<readonly BehaviourCard[]> {
  read ??= readAll().catch((error: unknown) => {
    read = undefined;
    throw error;
  });
  return read;
}

async function readAll(): Promise<readonly BehaviourCard[]> {
  const folder = dirname(await fixtureFile("cards", "any.json"));
  const names = (await readdir(folder)).filter((name) => name.endsWith("-like.json")).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = await fixtureFile("cards", name);
      return parseCard(await readFile(file, "utf8"), file);
    }),
  );
}
