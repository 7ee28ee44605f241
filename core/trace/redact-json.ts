import { redacted, SECRET_FIELDS } from "./secrets.ts";

const NAMES = SECRET_FIELDS.join("|");

/** A body without any of these words, and without escapes that could hide one, is left alone. */
const SUSPICIOUS = new RegExp(`\\\\u|${NAMES}`, "i");

/**
 * Takes the secrets out of JSON: the values of members with such a name, and the value of a SCIM PATCH operation whose
 * path is one (RFC 7644, section 3.5.2). Names are read without regard to case, with or without the URN of a schema before
 * them. A text that holds none comes back as it is; one that is no JSON is searched for what looks like such a member.
 */
export function redactJson(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  const without = redactFilter(text);
  let value: unknown;
  try {
    value = JSON.parse(without);
  } catch {
    return redactLoosely(without);
  }
  const redaction: Redaction = { found: false, isTooDeep: false };
  const result = redactValue(value, redaction, 0);
  if (redaction.isTooDeep) return redactLoosely(without);
  return redaction.found ? JSON.stringify(result) : without;
}

interface Redaction {
  found: boolean;
  isTooDeep: boolean;
}

/** Deeper than any message that a party reads. */
const MAX_DEPTH = 100;

function redactValue(value: unknown, redaction: Redaction, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > MAX_DEPTH) {
    redaction.isTooDeep = true;
    return value;
  }
  if (Array.isArray(value)) return value.map((each) => redactValue(each, redaction, depth + 1));
  const isOperation = Object.entries(value).some(([name, path]) => name.toLowerCase() === "path" && isSecret(path));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const hides = isSecret(name) || (isOperation && name.toLowerCase() === "value");
      if (!hides || !isHideable(name, member)) return [name, redactValue(member, redaction, depth + 1)];
      redaction.found = true;
      return [name, redacted(typeof member === "string" ? member : JSON.stringify(member))];
    }),
  );
}

const SECRETS: ReadonlySet<string> = new Set(SECRET_FIELDS);

/** `password`, `PassWord` and `urn:…:User:password`. */
function isSecret(name: unknown): boolean {
  if (typeof name !== "string") return false;
  const last = name.slice(name.lastIndexOf(":") + 1).trim();
  return SECRETS.has(last.toLowerCase());
}

/** `code` is often a number, and no secret then; a password is one however it is written. */
function isHideable(name: string, value: unknown): boolean {
  if (value === null || value === undefined || value === "") return false;
  return typeof value === "string" || name.toLowerCase() !== "code";
}

/** A member in a text that is no JSON: up to the end of its text, or of the whole where that never ends. */
const LOOSE_VALUE = '(?:"(?:[^"\\\\]|\\\\.)*"?|[^\\s",}\\]]+)';
const LOOSE_MEMBER = new RegExp(`("(?:[^"\\\\]*:)?(?:${NAMES})"\\s*:\\s*)(${LOOSE_VALUE})`, "gis");
const LOOSE_PATH = new RegExp(`"path"\\s*:\\s*"(?:[^"\\\\]*:)?(?:${NAMES})\\s*"`, "i");
const LOOSE_OPERATION_VALUE = new RegExp(`("value"\\s*:\\s*)(${LOOSE_VALUE})`, "gis");

function redactLoosely(text: string): string {
  const hide = (_: string, start: string, secret: string) => `${start}"${redacted(secret.replace(/^"|"$/g, ""))}"`;
  const members = text.replace(LOOSE_MEMBER, hide);
  return LOOSE_PATH.test(text) ? members.replace(LOOSE_OPERATION_VALUE, hide) : members;
}

/** A filter that asks for a password, in a URL or in JSON: refused, but seen. */
const FILTER_SECRET =
  /(password(?:\s|\+|%20)+(?:eq|ne|co|sw|ew|gt|ge|lt|le)(?:\s|\+|%20)+(?:\\?"|%22))((?:(?!\\?"|%22).)+)/gi;

/** Takes the password out of a SCIM filter that compares it (RFC 7644, section 3.4.2.2). */
export function redactFilter(text: string): string {
  if (!/password/i.test(text)) return text;
  return text.replace(FILTER_SECRET, (_, start: string, secret: string) => `${start}${redacted(secret)}`);
}
