import { describe, expect, it } from "vitest";
import { chooseAuthnContext } from "./authn-context.ts";
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

describe("RequestedAuthnContext", () => {
  it.each(CASES)("%s %j", (comparison, classes, withSecondFactor, without) => {
    expect(chooseAuthnContext({ comparison, classes }, true)).toEqual(withSecondFactor);
    expect(chooseAuthnContext({ comparison, classes }, false)).toEqual(without);
  });
});
