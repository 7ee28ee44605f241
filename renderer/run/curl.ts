import type { HttpRequest } from "../../core/contract/model.ts";

/**
 * A request as a command line for curl, quoted for a POSIX shell. What was a secret stands there as `‹redacted …›`: a
 * run holds no real one.
 */
export function asCurl({ method, url, headers, body }: HttpRequest): string {
  const parts = [
    `curl ${method === "GET" ? "" : `-X ${method} `}${quote(url)}`,
    ...Object.entries(headers).flatMap(([name, value]) =>
      (typeof value === "string" ? [value] : value).map((each) => `-H ${quote(`${name}: ${each}`)}`),
    ),
    ...(body === "" ? [] : [`--data-raw ${quote(body)}`]),
  ];
  return parts.join(" \\\n  ");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
