import { unescapeHtml } from "../http/message.ts";

/** The first form of a page, as a browser would fill it in. */
export interface PageForm {
  readonly action: string;
  readonly method: "GET" | "POST";
  /** Input fields by name, with the values that the page gave them. */
  readonly fields: ReadonlyMap<string, string>;
  /** Named buttons, in order. */
  readonly buttons: readonly { readonly name: string; readonly value: string }[];
  /** The page submits it by itself (HTTP-POST binding, SAML bindings 3.5.4). */
  readonly autoSubmit: boolean;
}

/** Reads the first form of a page, and nothing behind it; undefined where there is none. */
export function parsePageForm(html: string): PageForm | undefined {
  const [form, ...inside] = tagsOfForm(html);
  if (form === undefined) return undefined;
  const named = (kind: string) => inside.filter((tag) => tag.kind === kind && tag.attributes.has("name"));
  const fields = new Map(named("input").map(pairOf));
  return {
    action: form.attributes.get("action") ?? "",
    method: form.attributes.get("method")?.toLowerCase() === "post" ? "POST" : "GET",
    fields,
    buttons: named("button").map((button) => ({ name: pairOf(button)[0], value: pairOf(button)[1] })),
    autoSubmit: fields.has("SAMLResponse") || fields.has("SAMLRequest"),
  };
}

interface Tag {
  readonly kind: string;
  /** By lower-case name. */
  readonly attributes: ReadonlyMap<string, string>;
}

function pairOf({ attributes }: Tag): readonly [name: string, value: string] {
  return [attributes.get("name") ?? "", attributes.get("value") ?? ""];
}

/**
 * Pages come from the parties of a workspace alone, which quote every attribute and escape whatever stands in it: no `<`,
 * `>` or `"` of a value is ever met here.
 */
const TAG = /<(\/?form|input|button)\b([^<>]*)>/gi;
const ATTRIBUTE = /([a-z]+)="([^"]*)"/gi;

/** The first form's own tag, then those of its fields and buttons. */
function tagsOfForm(html: string): readonly Tag[] {
  const start = html.search(/<form\b/i);
  const tags: Tag[] = [];
  if (start < 0) return tags;
  TAG.lastIndex = start;
  for (let found = TAG.exec(html); found !== null; found = TAG.exec(html)) {
    const [, name = "", text = ""] = found;
    const kind = name.toLowerCase();
    if (kind === "/form") break;
    tags.push({ kind, attributes: attributesOf(text) });
  }
  return tags;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = 0;
  for (let found = ATTRIBUTE.exec(text); found !== null; found = ATTRIBUTE.exec(text)) {
    const [, name = "", value = ""] = found;
    attributes.set(name.toLowerCase(), unescapeHtml(value));
  }
  return attributes;
}
