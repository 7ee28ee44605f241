import type { HttpRequest } from "../http/message.ts";
import type { Answer } from "./answer.ts";
import { ScimError } from "./scim-error.ts";

/** What an endpoint does, by the method that asks for it. Whoever answers GET answers HEAD. */
export type Handlers = Readonly<Partial<Record<HttpRequest["method"], () => Answer>>>;

/** A method that an endpoint does not answer; the response lists those that it does (RFC 9110, section 15.5.6). */
export class MethodNotAllowed extends ScimError {
  /** For the `Allow` field. */
  readonly allow: string;

  constructor(method: string, allowed: readonly string[]) {
    const allow = allowed.flatMap((each) => (each === "GET" ? ["GET", "HEAD"] : [each])).join(", ");
    super(405, undefined, `${method.slice(0, 40)} is not answered here; allowed: ${allow}.`);
    this.allow = allow;
  }
}

/**
 * The handler for a method.
 *
 * @throws {MethodNotAllowed}
 */
export function chooseHandler(method: HttpRequest["method"], handlers: Handlers): () => Answer {
  const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
  if (handler !== undefined) return handler;
  throw new MethodNotAllowed(method, Object.keys(handlers));
}
