import { type HttpRequest, type HttpResponse, headerOf } from "../http/message.ts";

/** Where an application's SCIM server begins. */
const SCIM_BASE = "/scim/v2";

/** Tells whether a path is one of an application's SCIM server. */
export function isScimRequest(path: string): boolean {
  return path === SCIM_BASE || path.startsWith(`${SCIM_BASE}/`);
}

/** What a SCIM request is, and why a client sends it. */
export function describeScimRequest(
  { method }: HttpRequest,
  url: URL,
): { readonly title: string; readonly why: string } {
  const path = url.pathname.slice(SCIM_BASE.length) || "/";
  const filter = url.searchParams.get("filter");
  return {
    title: `${method} ${path}${filter === null ? "" : ` where ${filter.slice(0, 100)}`}`,
    why: whyOf(method, path, filter !== null),
  };
}

function whyOf(method: string, path: string, isSearch: boolean): string {
  const [, collection = "", id] = path.split("/");
  const noun = NOUNS[collection];
  if (noun === undefined) return "The client speaks SCIM to the application.";
  if (method === "GET" && isSearch) return `The client looks whether there is such a ${noun} already.`;
  if (method === "GET") return id === undefined ? `The client reads the ${noun}s.` : `The client reads the ${noun}.`;
  if (method === "POST") return `The client makes a ${noun}.`;
  if (method === "PUT") return `The client sends the whole ${noun}, as it is to be.`;
  if (method === "PATCH") return `The client sends what is to change in the ${noun}.`;
  if (method === "DELETE") return `The client removes the ${noun}.`;
  return `The client asks about a ${noun}.`;
}

const NOUNS: Readonly<Record<string, string | undefined>> = { Users: "user", Groups: "group" };

/** Tells whether a response is a SCIM message. */
export function isScimResponse(response: HttpResponse): boolean {
  return (headerOf(response, "content-type") ?? "").includes("scim+json");
}

/** What a SCIM server says of a refusal (RFC 7644, section 3.12); undefined where it says nothing. */
export function scimDetail({ body }: HttpResponse): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== "object" || parsed === null || !("detail" in parsed)) return undefined;
    return typeof parsed.detail === "string" ? parsed.detail : undefined;
  } catch {
    return undefined;
  }
}
