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

/**
 * Reads the first form of a page, and nothing behind it; undefined where there is none. Pages come from the parties of a
 * workspace alone, which write names in small letters, quote every attribute and escape whatever stands in it: no `<`, `>`
 * or `"` of a value is ever met here.
 */
export function parsePageForm(html: string): PageForm | undefined {
  const start = html.indexOf("<form");
  if (start < 0) return undefined;
  const end = html.indexOf("</form>", start);
  const [form = "", ...inside] = (end < 0 ? html.slice(start) : html.slice(start, end)).match(TAG) ?? [];
  const fields = new Map<string, string>();
  const buttons: { readonly name: string; readonly value: string }[] = [];
  for (const tag of inside) {
    const name = attributeOf(tag, "name");
    if (name === undefined) continue;
    const value = attributeOf(tag, "value") ?? "";
    if (tag.startsWith("<input")) fields.set(name, value);
    else buttons.push({ name, value });
  }
  return {
    action: attributeOf(form, "action") ?? "",
    method: attributeOf(form, "method")?.toLowerCase() === "post" ? "POST" : "GET",
    fields,
    buttons,
    autoSubmit: fields.has("SAMLResponse") || fields.has("SAMLRequest"),
  };
}

const TAG = /<(?:form|input|button)\b[^<>]*>/g;

/** What an attribute of a tag says; undefined where the tag has none of that name. */
function attributeOf(tag: string, name: string): string | undefined {
  const before = ` ${name}="`;
  const at = tag.indexOf(before);
  if (at < 0) return undefined;
  const start = at + before.length;
  return unescapeHtml(tag.slice(start, tag.indexOf('"', start)));
}
