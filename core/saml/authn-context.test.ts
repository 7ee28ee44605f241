import { describe, expect, it } from "vitest";
import { chooseAuthnContext, isAuthnContextMet } from "./authn-context.ts";
import type { AuthnContextComparison } from "./authn-request.ts";
import { AUTHN_CONTEXT } from "./names.ts";

const PASSWORD = AUTHN_CONTEXT.passwordProtectedTransport;
const MFA = AUTHN_CONTEXT.multiFactor;
const KERBEROS = "urn:oasis:names:tc:SAML:2.0:ac:classes:Kerberos";

/** What is asked for, and what it comes to where a second factor is offered and where none is. */
const CASES: readonly (readonly [AuthnContextComparison, readonly string[], unknown, unknown])[] = [
  ["exact", [PASSWORD], { secondFactor: false, classRef: PASSWORD }, { secondFactor: false, classRef: PASSWORD }],
  ["exact", [MFA], { secondFactor: true, classRef: MFA }, undefined],
  ["exact", [MFA, PASSWORD], { secondFactor: true, classRef: MFA }, { secondFactor: false, classRef: PASSWORD }],
  [
    "exact",
    [KERBEROS, PASSWORD],
    { secondFactor: false, classRef: PASSWORD },
    { secondFactor: false, classRef: PASSWORD },
  ],
  ["exact", [KERBEROS], undefined, undefined],
  ["exact", [], undefined, undefined],
  ["minimum", [PASSWORD], { secondFactor: false }, { secondFactor: false }],
  ["minimum", [MFA], { secondFactor: true }, undefined],
  ["minimum", [MFA, PASSWORD], { secondFactor: false }, { secondFactor: false }],
  ["minimum", [KERBEROS], undefined, undefined],
  ["maximum", [PASSWORD], { secondFactor: false, classRef: PASSWORD }, { secondFactor: false, classRef: PASSWORD }],
  ["maximum", [MFA], { secondFactor: true, classRef: MFA }, { secondFactor: false, classRef: PASSWORD }],
  ["maximum", [KERBEROS], undefined, undefined],
  ["better", [PASSWORD], { secondFactor: true }, undefined],
  ["better", [MFA], undefined, undefined],
  ["better", [PASSWORD, MFA], undefined, undefined],
];

/** What is asked for, and which of the three meets it; undefined: not known here. */
const MET: readonly (readonly [
  AuthnContextComparison,
  readonly string[],
  password: boolean | undefined,
  mfa: boolean | undefined,
  kerberos: boolean | undefined,
])[] = [
  ["exact", [MFA], false, true, false],
  ["exact", [KERBEROS, PASSWORD], true, false, true],
  ["minimum", [PASSWORD], true, true, undefined],
  ["minimum", [MFA], false, true, undefined],
  ["minimum", [KERBEROS, MFA], undefined, true, true],
  ["maximum", [PASSWORD], true, false, undefined],
  ["maximum", [MFA], true, true, undefined],
  ["maximum", [KERBEROS], undefined, undefined, true],
  ["better", [PASSWORD], false, true, undefined],
  ["better", [PASSWORD, MFA], false, false, undefined],
  ["better", [KERBEROS, PASSWORD], false, undefined, false],
];

describe("the class received", () => {
  it.each(MET)("meets %s %j: password %s, second factor %s, Kerberos %s", (comparison, classes, ...met) => {
    expect([PASSWORD, MFA, KERBEROS].map((name) => isAuthnContextMet({ comparison, classes }, name))).toEqual(met);
  });
});

describe("RequestedAuthnContext", () => {
  it.each(CASES)("%s %j", (comparison, classes, withSecondFactor, without) => {
    expect(chooseAuthnContext({ comparison, classes }, true)).toEqual(withSecondFactor);
    expect(chooseAuthnContext({ comparison, classes }, false)).toEqual(without);
  });
});
