import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { RehearsalError } from "../errors.ts";
import { type BehaviourCard, CARD_TOPICS, cardJsonSchema } from "./card.ts";
import { cardTitle, findCard, parseCard } from "./cards.ts";

const FIXTURES = new URL("../../fixtures/", import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, FIXTURES), "utf8");
const files = readdirSync(new URL("cards/", FIXTURES)).sort();
const cards = files.map((file) => parseCard(textOf(`cards/${file}`), file));

/** The Slack-like card with one change, as the text of a file. */
function changed(change: (card: Record<string, unknown>) => object): string {
  return JSON.stringify(change(JSON.parse(textOf("cards/slack-like.json"))));
}

function errorOf(text: string): RehearsalError {
  try {
    parseCard(text, "card.json");
  } catch (error) {
    if (error instanceof RehearsalError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

test("the sample's three kinds of application have a card, and so have eight more", () => {
  expect(cards.map((card) => card.id)).toEqual([
    "aws-identity-center-like",
    "datadog-like",
    "dropbox-like",
    "github-emu-like",
    "gitlab-like",
    "grafana-like",
    "jira-like",
    "salesforce-like",
    "slack-like",
    "snowflake-like",
    "zoom-like",
  ]);
});

test.each(cards)("$id speaks of every topic, also where nothing is known", (card) => {
  expect(CARD_TOPICS.filter((topic) => !card.rules.some((rule) => rule.topic === topic))).toEqual([]);
});

test.each(cards)("$id gives a source and a date for what is known, and an assumption for what is not", ({ rules }) => {
  for (const rule of rules) {
    expect(rule.date).toBe("2026-11");
    if (rule.known) expect(rule.sources.map(({ url }) => new URL(url).protocol)).not.toEqual([]);
    else expect([rule.confidence, rule.assumption]).toEqual(["unknown", expect.stringMatching(/\.$/)]);
  }
});

test.each(cards)("$id sets no secret, nor anything whole that holds one", ({ rules }) => {
  const paths = rules.flatMap(({ settings }) => settings.map(({ path }) => path));
  const secret = /^(connection\.)?(saml(\.key)?|oidc|scim)$|(privateKey|clientSecret|bearerToken)$/;
  expect(paths.filter((path) => secret.test(path))).toEqual([]);
});

test.each([
  { id: "aws-identity-center-like", settings: { filterOperators: ["eq", "and"], noBulk: true } },
  { id: "github-emu-like", settings: { deletion: "hard" } },
])("$id decides only what its documents say of SCIM", ({ id, settings }) => {
  expect(behaviourIn(id)).toEqual(settings);
});

test("no other card decides how a SCIM server behaves: nothing that a switch stands for is known", () => {
  const deciding = cards.filter(({ id }) => Object.keys(behaviourIn(id)).length > 0);
  expect(deciding.map(({ id }) => id)).toEqual(["aws-identity-center-like", "github-emu-like"]);
  const unknown = cards.flatMap(({ rules }) => rules.filter(({ known }) => !known));
  const assumed = unknown.flatMap(({ settings }) => settings.filter(({ path }) => path.startsWith("scim.")));
  expect(assumed).toEqual([]);
});

/** The switches that a card sets. */
function behaviourIn(id: string): object {
  const settings = findCard(cards, id).rules.flatMap((rule) => rule.settings);
  const switches = settings.flatMap((setting) => {
    const name = /^scim\.behaviour\.(.+)$/.exec(setting.path)?.[1];
    return name === undefined || !("equals" in setting) ? [] : [[name, setting.equals]];
  });
  return Object.fromEntries(switches);
}

test.each(cards)("$id never passes for the vendor's product", (card) => {
  expect(card.name).toMatch(/-like$/);
  expect(card.origin).toMatch(
    /^Drawn from public documents as of 2026-11\. It is not .+ and was not made or checked by/,
  );
  expect(cardTitle(card)).toBe(`${card.name}, from public documents as of 2026-11`);
});

test("every file is called after its card, and is written as the program writes JSON", () => {
  expect(files).toEqual(cards.map((card) => `${card.id}.json`));
  for (const [index, file] of files.entries()) {
    expect(`${JSON.stringify(cards[index], null, 2)}\n`).toBe(textOf(`cards/${file}`));
  }
});

test("the published JSON Schema is that of the code, and accepts every card", () => {
  const published: object = JSON.parse(textOf("card.schema.json"));
  expect(published).toEqual(cardJsonSchema());
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(published);
  for (const card of cards) expect([card.id, validate(card), validate.errors]).toEqual([card.id, true, null]);
});

test.each([
  {
    name: "text that is not JSON",
    text: "{",
    code: "CARD_NOT_JSON",
    path: undefined,
    message: "The file is not JSON; a behaviour card in JSON would be right.",
  },
  {
    name: "a name that passes for the product",
    text: changed((card) => ({ ...card, name: "Slack" })),
    code: "CARD_INVALID",
    path: "name",
    message: "A name that ends with `-like`: a card is not the product.",
  },
  {
    name: "a topic without a rule",
    text: changed((card) => ({
      ...card,
      rules: (card.rules as BehaviourCard["rules"]).filter(({ topic }) => topic !== "scim"),
    })),
    code: "CARD_INVALID",
    path: "rules",
    message: "No rule is about `scim`; say so if unknown.",
  },
  {
    name: "two rules with one id",
    text: changed((card) => {
      const rules = card.rules as BehaviourCard["rules"];
      return { ...card, rules: [...rules, ...rules.slice(0, 1)] };
    }),
    code: "CARD_INVALID",
    path: "rules.16.id",
    message: "`start` is the id of two rules.",
  },
  {
    name: "a known rule without a source",
    text: changed((card) => ({
      ...card,
      rules: (card.rules as BehaviourCard["rules"]).map((rule) => ({ ...rule, sources: [] })),
    })),
    code: "CARD_INVALID",
    path: "rules.0.sources",
    message: "Too small: expected array to have >=1 items",
  },
  {
    name: "an unknown rule without an assumption",
    text: changed((card) => ({
      ...card,
      rules: (card.rules as BehaviourCard["rules"]).map(({ ...rule }) =>
        rule.known ? rule : { ...rule, assumption: "" },
      ),
    })),
    code: "CARD_INVALID",
    path: "rules.1.assumption",
    message: "Too small: expected string to have >=1 characters",
  },
  {
    name: "a date that is no month",
    text: changed((card) => ({ ...card, date: "November" })),
    code: "CARD_INVALID",
    path: "date",
    message: "A month such as `2026-11`.",
  },
])("refuses $name", ({ text, code, path, message }) => {
  const error = errorOf(text);
  expect([error.code, error.place.file, error.place.path, error.message]).toEqual([code, "card.json", path, message]);
});

test("refuses a setting whose path reaches a prototype", () => {
  const text = textOf("cards/slack-like.json").replace('"saml.allowUnsolicited"', '"saml.constructor.name"');
  expect(errorOf(text)).toMatchObject({
    code: "CARD_INVALID",
    place: { path: expect.stringMatching(/^rules\.0\.settings\.0/) },
  });
});

test("finds a card by its id, and names the nearest where there is none", () => {
  expect(findCard(cards, "jira-like").name).toBe("Jira-like");
  expect(() => findCard(cards, "jra-like")).toThrow(
    expect.objectContaining({
      code: "CARD_UNKNOWN",
      message: 'There is no behaviour card "jra-like". Did you mean "jira-like"?',
    }),
  );
});

test("reads any text as a card or refuses it with a code, and never fails in another way", () => {
  const member = fc.constantFrom("version", "id", "name", "origin", "date", "rules", "__proto__", "constructor");
  const broken = fc
    .tuple(member, fc.jsonValue())
    .map(([name, value]) => changed((card) => ({ ...card, [name]: value })));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), broken), (text) => {
      try {
        expect(parseCard(text, "card.json").rules.length).toBeGreaterThanOrEqual(CARD_TOPICS.length);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^CARD_(NOT_JSON|INVALID)$/) });
      }
    }),
    { numRuns: 200 },
  );
});
