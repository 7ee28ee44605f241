import type { CallRequest } from "./contract.ts";

/** What a host says of something that is no call. */
export const NO_CALL = "A call is { call, method, arguments }: a name of at most 200 characters, a method, plain JSON.";

/** Whether what came over a border has the shape of a call. The engine judges the method and its arguments. */
export function isCallRequest(value: unknown): value is CallRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { call, method, ...rest } = value as Readonly<Record<string, unknown>>;
  return isName(call) && isName(method) && Object.keys(rest).every((key) => key === "arguments");
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= 200;
}
