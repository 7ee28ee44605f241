import type { RequestedAuthnContext } from "./authn-request.ts";
import { AUTHN_CONTEXT } from "./names.ts";

/** What a request for an authentication context comes down to. */
export interface ChosenAuthnContext {
  readonly secondFactor: boolean;
  /** The class that the assertion must name; absent: whatever the sign-in turns out to be. */
  readonly classRef?: string;
}

/** From weak to strong. */
const CONTEXTS: readonly string[] = [AUTHN_CONTEXT.passwordProtectedTransport, AUTHN_CONTEXT.multiFactor];

/**
 * Chooses the context that meets the request, undefined where none does (SAML core, section 3.3.2.2.1). Classes that the
 * identity provider does not know cannot be compared with its own, so that they count for nothing.
 */
export function chooseAuthnContext(
  { comparison, classes }: RequestedAuthnContext,
  secondFactorOffered: boolean,
): ChosenAuthnContext | undefined {
  const offered = secondFactorOffered ? CONTEXTS : CONTEXTS.slice(0, 1);
  const strengths = classes.map((name) => CONTEXTS.indexOf(name)).filter((strength) => strength >= 0);
  if (strengths.length === 0) return undefined;
  switch (comparison) {
    case "exact":
      return named(classes.find((name) => offered.includes(name)));
    case "minimum":
      return atLeast(Math.min(...strengths), offered);
    case "better":
      return atLeast(Math.max(...strengths) + 1, offered);
    case "maximum":
      return named(offered[Math.min(Math.max(...strengths), offered.length - 1)]);
  }
}

/**
 * Tells whether the class received meets the request (SAML core, section 3.3.2.2.1); undefined where that hangs on a
 * class whose strength is not known here. To be `better` it must be stronger than all classes asked for; else one is
 * enough.
 */
export function isAuthnContextMet(
  { comparison, classes }: RequestedAuthnContext,
  received: string,
): boolean | undefined {
  if (comparison === "exact") return classes.includes(received);
  const verdicts = classes.map((asked) => holds(comparison, strengthDifference(received, asked)));
  const decisive = comparison !== "better";
  if (verdicts.includes(decisive)) return decisive;
  return verdicts.includes(undefined) ? undefined : !decisive;
}

/** The class that a sign-in amounts to. */
export function authnContextOf(multiFactor: boolean): string {
  return multiFactor ? AUTHN_CONTEXT.multiFactor : AUTHN_CONTEXT.passwordProtectedTransport;
}

function holds(comparison: "minimum" | "maximum" | "better", difference: number | undefined): boolean | undefined {
  if (difference === undefined) return undefined;
  if (comparison === "minimum") return difference >= 0;
  return comparison === "maximum" ? difference <= 0 : difference > 0;
}

/** Above zero: the left one is the stronger. Undefined: nobody knows which is. */
function strengthDifference(left: string, right: string): number | undefined {
  if (left === right) return 0;
  const [leftStrength, rightStrength] = [CONTEXTS.indexOf(left), CONTEXTS.indexOf(right)];
  return leftStrength < 0 || rightStrength < 0 ? undefined : leftStrength - rightStrength;
}

function named(classRef: string | undefined): ChosenAuthnContext | undefined {
  return classRef === undefined ? undefined : { secondFactor: classRef === AUTHN_CONTEXT.multiFactor, classRef };
}

function atLeast(strength: number, offered: readonly string[]): ChosenAuthnContext | undefined {
  const weakest = offered[strength];
  return weakest === undefined ? undefined : { secondFactor: weakest === AUTHN_CONTEXT.multiFactor };
}
