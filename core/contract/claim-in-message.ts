import type { Artefact, Trace } from "../trace/step.ts";

/** Where a claim stands in a message: the step that shows the message, and the literal piece of its text. */
export interface ClaimPlace {
  readonly seq: number;
  readonly text: string;
  /** What the message is called: `ID token`. */
  readonly message: string;
}

/** The name under which a login's NameID or `sub` is read. */
const SUBJECT = "subject";

/** Messages that are signed: what the application believes. */
const SIGNED: readonly Artefact["type"][] = ["saml-assertion", "id-token"];

/**
 * The place of a claim in the last signed message before a step; in whatever readable form it has before that step
 * where no signed one carries it (userinfo). `subject` stands for the NameID or `sub`.
 */
export function findClaim({ steps }: Trace, claim: string, before: number): ClaimPlace | undefined {
  const places = steps
    .filter((step) => step.seq < before)
    .flatMap((step) => {
      if (!("artefact" in step) || step.artefact === undefined) return [];
      const { artefact } = step;
      const text = artefact.language === "xml" ? findInXml(artefact.text, claim) : findInJson(artefact.text, claim);
      return text === undefined ? [] : [{ seq: step.seq, text, message: artefact.name, type: artefact.type }];
    });
  const found = places.findLast(({ type }) => SIGNED.includes(type)) ?? places.at(-1);
  return found === undefined ? undefined : { seq: found.seq, text: found.text, message: found.message };
}

/** The Attribute element with this Name, or the NameID (SAML core, sections 2.7.3.1 and 2.2.3). */
function findInXml(xml: string, claim: string): string | undefined {
  if (claim === SUBJECT) return /<(\w+:)?NameID\b[^>]*>[^<]*<\/(\w+:)?NameID>/.exec(xml)?.[0];
  const elements = xml.match(/<(?:\w+:)?Attribute\b[^>]*?(?:\/>|>[\s\S]*?<\/(?:\w+:)?Attribute>)/g) ?? [];
  const name = `Name="${escapeXml(claim)}"`;
  return elements.find((element) => startTag(element).includes(` ${name}`));
}

function startTag(element: string): string {
  return element.slice(0, element.indexOf(">") + 1);
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** The member with this name, in JSON that is indented: from its name to the end of its value. */
function findInJson(json: string, claim: string): string | undefined {
  const start = json.indexOf(`${JSON.stringify(claim === SUBJECT ? "sub" : claim)}: `);
  if (start < 0) return undefined;
  const line = json.slice(start, endOf(json, "\n", start));
  if (!/[[{]$/.test(line)) return line.replace(/,$/, "");
  const indent = /\n( *)[^\n]*$/.exec(json.slice(0, start))?.[1] ?? "";
  const closing = line.endsWith("[") ? "]" : "}";
  return json.slice(start, endOf(json, `\n${indent}${closing}`, start) + indent.length + 2);
}

function endOf(text: string, what: string, from: number): number {
  const index = text.indexOf(what, from);
  return index < 0 ? text.length : index;
}
