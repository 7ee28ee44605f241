import { type Attributes, type AttributeValue, isList, type Scalar } from "../attribute-value.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { createSeededRandom, type Random, randomToken } from "../random.ts";

/**
 * Attributes that say something about somebody's place in the organisation and not who they are. Mappings and rules
 * depend on them, so they are kept; every other attribute of a person or an account is replaced. Names without regard
 * to case, spaces and punctuation.
 */
const KEPT_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...["department", "division", "company", "companyname", "organization", "organisation", "costcenter", "team"],
  ...["title", "jobtitle", "grade", "employeetype", "usertype", "profile", "roles", "role", "entitlements", "groups"],
  ...["country", "countrycode", "state", "region", "city", "location", "officelocation", "usagelocation"],
  ...["locale", "language", "preferredlanguage", "timezone"],
  ...["active", "accountenabled", "emailverified", "hiredate", "employeehiredate", "startdate", "enddate"],
]);

/** An address, or only its domain after an `@`, as in a rule about `@acme.test`. */
const ADDRESS = /([\p{L}\p{N}._%+'’#-]*)@([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)/gu;
const TOKEN = /[^\s`"'“”‘’<>(),;]+/gu;
const WORD = /\p{L}[\p{L}\p{M}]*|\p{N}+/gu;
/** Microsoft Entra's mark of a guest: part of the form of a user name, not of anybody's name. */
const GUEST_MARK = /#EXT#/i;

/**
 * Replaces what tells who somebody is, always the same by the same: words by invented words, numbers by numbers of the
 * same length, domains of addresses by `example.test`, ids by `person-1`. Separators and the use of capitals are kept,
 * so that `Ada Lovelace` and `ada.lovelace@acme.test` still go together, and no two people become one.
 */
export interface Pseudonymiser {
  /** An id gets a new one with this stem, wherever it is a whole text. */
  learnId(id: string, stem: string): void;
  /** A userName or another text that is all about one person. */
  personal(text: string): string;
  attributes(attributes: Attributes): DirectoryUser["attributes"];
  /** What an issuer calls somebody: a user name or an id like any other, and anything else by another random text. */
  subject(text: string): string;
  /** The new id for an id; any other text as it is. */
  id(text: string): string;
  /** A sentence that may mention people: addresses, ids and subjects, and words that were met as personal, are replaced. */
  mention(text: string): string;
  /** A text that refers to somebody as a whole, or to nobody: an id, a user name, an address, a domain, or else. */
  reference(text: string): string;
}

/** A pseudonymiser that gives the same replacements for the same seed and the same texts in the same order. */
export function createPseudonymiser(seed: string): Pseudonymiser {
  const random = createSeededRandom(seed);
  const ids = new Map<string, string>();
  const { word, address, knownDomain } = createNames(random);
  const subjects = createInvention(() => randomToken(random));
  /** Words, and whole texts, that were met as personal. */
  const known = new Set<string>();
  const wholes = new Set<string>();

  /** Names count as known in other texts, and so do the words of user names. */
  function personal(text: string): string {
    const id = ids.get(text);
    if (id !== undefined) return id;
    wholes.add(text);
    return splitAddresses(text).map(personalPart).join("");
  }

  function personalPart(part: string): string {
    const replaced = part.replace(ADDRESS, address);
    const isAddress = replaced !== part;
    const name = isAddress ? part.replace(/@.*/, "") : part;
    if (!(isAddress && GUEST_MARK.test(part))) {
      for (const found of name.match(WORD) ?? []) if (isTelling(found)) known.add(found);
    }
    if (isAddress) return replaced;
    return part
      .split(GUEST_MARK)
      .map((piece) => piece.replace(WORD, word))
      .join("#EXT#");
  }

  const mentioned = (found: string): string => (known.has(found) ? word(found) : found);
  const identifier = (text: string): string | undefined => ids.get(text) ?? subjects.known(text);

  /** Something between two spaces, quotes or brackets, perhaps with the end of a sentence after it. */
  function token(text: string): string {
    const bare = text.replace(/[.:!?]$/, "");
    const found = identifier(text) ?? identifier(bare);
    if (found === undefined) return text.replace(WORD, mentioned);
    return identifier(text) === undefined ? found + text.slice(bare.length) : found;
  }

  function mentionPart(part: string): string {
    const replaced = identifier(part) ?? part.replace(ADDRESS, address);
    return replaced === part ? part.replace(TOKEN, token) : replaced;
  }

  /** A pattern that spells an address in its own way is replaced word by word. */
  function reference(text: string): string {
    const whole = ids.get(text) ?? knownDomain(text);
    if (whole !== undefined) return whole;
    if (wholes.has(text)) return personal(text);
    const replaced = text.replace(ADDRESS, address);
    return replaced === text && text.includes("@") ? text.replace(WORD, mentioned) : replaced;
  }

  function subject(text: string): string {
    const isName = ids.has(text) || wholes.has(text) || text.includes("@");
    return isName ? personal(text) : subjects.of(text);
  }

  return {
    learnId(id, stem) {
      if (!ids.has(id)) ids.set(id, `${stem}-${ids.size + 1}`);
    },
    personal,
    attributes: (attributes) =>
      Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [
          name,
          isKept(name) ? copyOf(value) : replaceValue(value, personal),
        ]),
      ),
    reference,
    subject,
    id: (text) => ids.get(text) ?? text,
    mention: (text) => splitAddresses(text).map(mentionPart).join(""),
  };
}

/** Invented words, numbers and domains, which say nothing about what they stand for. */
function createNames(random: Random) {
  const words = createInvention((attempt) => inventWord(random, attempt));
  const domains = createInvention((_, count) => (count === 0 ? "example.test" : `example${count + 1}.test`));

  function word(found: string): string {
    if (/^\p{N}{1,2}$/u.test(found)) return found;
    if (/^\p{N}/u.test(found)) return words.of(found, (attempt) => inventNumber(random, found.length, attempt));
    return likeCase(words.of(found.toLowerCase()), found);
  }

  /** For what {@link ADDRESS} finds. */
  function address(_: string, local: string, domain: string): string {
    const parts = local.split(GUEST_MARK).map((part) => part.replace(WORD, word));
    return `${parts.join("#EXT#")}@${domains.of(domain.toLowerCase())}`;
  }

  return { word, address, knownDomain: (text: string) => domains.known(text.toLowerCase()) };
}

function replaceValue(value: AttributeValue, replace: (text: string) => string): Scalar | null | Scalar[] {
  if (value === null) return null;
  return isList(value) ? value.map((entry) => replaceScalar(entry, replace)) : replaceScalar(value, replace);
}

function replaceScalar(value: Scalar, replace: (text: string) => string): Scalar {
  if (typeof value === "boolean") return value;
  return typeof value === "number" ? Number(replace(String(value))) : replace(value);
}

/** A text in pieces: those that look like addresses, and what is between them. */
function splitAddresses(text: string): readonly string[] {
  return text.split(/([\p{L}\p{N}._%+'’#-]*@[\p{L}\p{N}.-]+)/u);
}

function copyOf(value: AttributeValue): Scalar | null | Scalar[] {
  return isList(value) ? [...value] : value;
}

/** Words of one letter and short numbers are everywhere. */
function isTelling(word: string): boolean {
  return word.length > (/^\p{N}/u.test(word) ? 4 : 1);
}

function isKept(name: string): boolean {
  return KEPT_ATTRIBUTES.has(name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
}

/** Something invented for each key, once, and never the same for two keys. */
function createInvention(invent: (attempt: number, count: number) => string) {
  const byKey = new Map<string, string>();
  const taken = new Set<string>();
  return {
    known: (key: string): string | undefined => byKey.get(key),
    of(key: string, inventThis = invent): string {
      const present = byKey.get(key);
      if (present !== undefined) return present;
      let invented = inventThis(0, byKey.size);
      for (let attempt = 1; taken.has(invented); attempt += 1) invented = inventThis(attempt, byKey.size);
      byKey.set(key, invented);
      taken.add(invented);
      return invented;
    },
  };
}

const CONSONANTS = "bdfgklmnprstvz";
const VOWELS = "aeiou";

/** A word that can be said: `Ramoti`. Longer after many attempts that were taken. */
function inventWord(random: Random, attempt: number): string {
  const bytes = [...random.bytes(6 + 2 * Math.floor(attempt / 8))];
  return bytes.map((byte, index) => pick(index % 2 === 0 ? CONSONANTS : VOWELS, byte)).join("");
}

function inventNumber(random: Random, length: number, attempt: number): string {
  const bytes = [...random.bytes(length + Math.floor(attempt / 32))];
  return bytes.map((byte, index) => pick(index === 0 ? "123456789" : "0123456789", byte)).join("");
}

function pick(letters: string, byte: number): string {
  return letters[byte % letters.length] ?? "";
}

function likeCase(invented: string, model: string): string {
  if (model === model.toLowerCase()) return invented;
  if (model.length > 1 && model === model.toUpperCase()) return invented.toUpperCase();
  return invented.slice(0, 1).toUpperCase() + invented.slice(1);
}
