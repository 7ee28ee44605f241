import { ScimError } from "./scim-error.ts";

/** What something is refused with; undefined where it is not. Any other error is thrown on: it would be a fault. */
export function refusalOf(run: () => unknown): ScimError | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
  return undefined;
}
