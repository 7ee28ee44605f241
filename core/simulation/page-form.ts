import { decodeHTMLAttribute } from "entities";
import { Parser } from "htmlparser2";

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

/** Reads the first form of an HTML page, and nothing behind it; undefined where there is none. */
export function parsePageForm(html: string): PageForm | undefined {
  let form: Readonly<Record<string, string>> | undefined;
  let inForm = false;
  const fields = new Map<string, string>();
  const buttons: { name: string; value: string }[] = [];
  // Character references are decoded here, since the parser passes over a long value at once where it need not look for
  // them: a SAMLResponse has some thousand characters.
  const options = { decodeEntities: false };
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        if (tag === "form" && form === undefined) {
          form = attributes;
          inForm = true;
        }
        const { name, value = "" } = attributes;
        if (!inForm || name === undefined) return;
        if (tag === "input") fields.set(decodeHTMLAttribute(name), decodeHTMLAttribute(value));
        if (tag === "button") buttons.push({ name: decodeHTMLAttribute(name), value: decodeHTMLAttribute(value) });
      },
      onclosetag(tag) {
        if (tag !== "form") return;
        inForm = false;
        parser.pause();
      },
    },
    options,
  );
  parser.write(html);
  if (form === undefined) return undefined;
  return {
    action: decodeHTMLAttribute(form.action ?? ""),
    method: form.method?.toLowerCase() === "post" ? "POST" : "GET",
    fields,
    buttons,
    autoSubmit: fields.has("SAMLResponse") || fields.has("SAMLRequest"),
  };
}
