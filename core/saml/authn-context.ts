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

/** The class that a sign-in amounts to. */
export function authnContextOf(multiFactor: boolean): string {
  return multiFactor ? AUTHN_CONTEXT.multiFactor : AUTHN_CONTEXT.passwordProtectedTransport;
}

function named(classRef: string | undefined): ChosenAuthnContext | undefined {
  return classRef === undefined ? undefined : { secondFactor: classRef === AUTHN_CONTEXT.multiFactor, classRef };
}

function atLeast(strength: number, offered: readonly string[]): ChosenAuthnContext | undefined {
  const weakest = offered[strength];
  return weakest === undefined ? undefined : { secondFactor: weakest === AUTHN_CONTEXT.multiFactor };
}
