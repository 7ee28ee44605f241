import { ScimError } from "../scim/scim-error.ts";
import type { ScimRule, ScimWatch } from "../scim/watch.ts";
import type { Check } from "../trace/step.ts";

/** What a server checked and found while it answered one request. */
export interface ScimFindings {
  /** Every rule that the request came to, in order; the last one may have failed. Of its parts, the rules that failed. */
  readonly checks: readonly Check[];
  readonly notes: readonly string[];
}

/** A rule in words, where it stands, and the settings that it goes by. */
interface RuleText {
  readonly name: string;
  readonly spec: string;
  /** Below the SCIM settings of the application. */
  readonly setting?: string;
}

const RULES: Readonly<Record<ScimRule, RuleText>> = {
  SCIM_TOKEN: { name: "The bearer token is this application's", spec: "RFC 6750 2.1", setting: "bearerToken" },
  SCIM_RATE: {
    name: "There were not too many requests",
    spec: "RFC 6585 4",
    setting: "behaviour/requestsPerMinute",
  },
  SCIM_ENDPOINT: { name: "The path and the method name something that the server does", spec: "RFC 7644 3.2" },
  SCIM_TARGET: { name: "The resource is there", spec: "RFC 7644 3.12" },
  SCIM_VERSION: { name: "The change is meant for the resource as it is now", spec: "RFC 7644 3.14" },
  SCIM_PROJECTION: { name: "It is clear which attributes the client wants to see", spec: "RFC 7644 3.9" },
  SCIM_FILTER: { name: "The search can be understood", spec: "RFC 7644 3.4.2", setting: "behaviour/filterOperators" },
  SCIM_BODY: { name: "The body is JSON, of a kind, a media type and a size that is read", spec: "RFC 7644 3.1" },
  SCIM_RESOURCE: { name: "The resource fits its schemas", spec: "RFC 7643 2", setting: "behaviour" },
  SCIM_PATCH: { name: "Every operation can be carried out", spec: "RFC 7644 3.5.2", setting: "behaviour" },
  SCIM_VALUES: { name: "The application can keep the values", spec: "The application's own attributes" },
  SCIM_REACTIVATION: {
    name: "A deactivated account may be activated again",
    spec: "RFC 7644 3.12",
    setting: "behaviour/refusesReactivation",
  },
  SCIM_MEMBERS: { name: "Every member is there", spec: "RFC 7643 4.2" },
  SCIM_UNIQUE: { name: "No other resource holds a value that only one may", spec: "RFC 7644 3.3" },
};

/** Looks on while a request is answered. `settingPath` is where the server's settings stand in the workspace. */
export function createScimWatch(settingPath: string): ScimWatch & { findings(): ScimFindings } {
  const checks: Check[] = [];
  const notes: string[] = [];
  const add = (code: ScimRule, result: "passed" | "failed", actual: string): void => {
    const { name, spec, setting } = RULES[code];
    const place = setting === undefined ? {} : { setting: `${settingPath}/${setting}` };
    checks.push({ code, name, result, expected: name, actual, spec, ...place });
  };
  return {
    check(rule, carryOut) {
      try {
        const value = carryOut();
        add(rule, "passed", "So it is.");
        return value;
      } catch (error) {
        if (error instanceof ScimError) add(rule, "failed", error.message);
        throw error;
      }
    },
    note: (text) => notes.push(text),
    part: (name) => watchPart(name, add, notes),
    findings: () => ({ checks, notes }),
  };
}

/** Of a part only what fails is kept, or a bulk request of a thousand operations would hide it among what passed. */
function watchPart(
  name: string,
  add: (code: ScimRule, result: "failed", actual: string) => void,
  notes: string[],
): ScimWatch {
  return {
    check(rule, carryOut) {
      try {
        return carryOut();
      } catch (error) {
        if (error instanceof ScimError) add(rule, "failed", `${name}: ${error.message}`);
        throw error;
      }
    },
    note: (text) => notes.push(`${name}: ${text}`),
    part: (inner) => watchPart(`${name}, ${inner}`, add, notes),
  };
}
