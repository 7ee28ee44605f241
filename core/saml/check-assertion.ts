import { isSafeName } from "../attribute-value.ts";
import { failed, notApplicable, passed, show, verdictOf } from "../trace/checklist.ts";
import { isAuthnContextMet } from "./authn-context.ts";
import { describeClock, describePeriod, timeProblem } from "./check-time.ts";
import { CONFIRMATION_METHOD, NAME_ID_FORMAT } from "./names.ts";
import type { ReceivedAssertion, SubjectConfirmation } from "./read-assertion.ts";
import type { SamlRule } from "./saml-rule.ts";
import type { SamlServiceProvider } from "./settings.ts";

/** What the rules about the assertion look at. */
export interface AssertionSubject {
  /** Read from verified bytes. */
  readonly assertion: ReceivedAssertion;
  readonly settings: SamlServiceProvider;
  /** entityID of the identity provider that is trusted. */
  readonly trustedEntityId: string;
  /** The Response's InResponseTo. */
  readonly inResponseTo: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly isConsumed: (issuer: string, assertionId: string) => boolean;
}

const VERSION: SamlRule<AssertionSubject> = {
  code: "SAML_VERSION",
  name: "The assertion's Version is 2.0",
  spec: "SAML core 2.3.3",
  check: ({ assertion: { version } }) =>
    version === "2.0"
      ? passed('"2.0"', show(version))
      : failed('"2.0"', show(version), `The assertion's Version is ${show(version)}; only 2.0 is understood.`),
};

const ISSUER: SamlRule<AssertionSubject> = {
  code: "SAML_ISSUER",
  name: "The assertion comes from the trusted identity provider",
  spec: "SAML profiles 4.1.4.2",
  setting: "trust",
  check: ({ assertion: { issuers }, trustedEntityId }) => {
    const expected = show(trustedEntityId);
    const actual = issuers.map(show).join(", ") || "(absent)";
    const reason = `The assertion's Issuer is ${issuers.join(" and ") || "missing"}, but the identity provider trusted is ${trustedEntityId}.`;
    return issuers.length === 1 && issuers[0] === trustedEntityId
      ? passed(expected, actual)
      : failed(expected, actual, reason);
  },
};

const NAME_ID: SamlRule<AssertionSubject> = {
  code: "SAML_NAME_ID",
  name: "The assertion names one subject",
  spec: "SAML profiles 4.1.4.2, core 2.4.1",
  check: ({ assertion: { nameIds } }) => {
    const expected = "one NameID that is not empty";
    const [nameId, ...others] = nameIds;
    if (nameId === undefined)
      return failed(expected, "(absent)", "The assertion has no NameID, so that it is about nobody.");
    if (others.length > 0)
      return failed(expected, `${nameIds.length} of them`, "The assertion has more than one NameID.");
    if (nameId.value.trim() === "") return failed(expected, show(nameId.value), "The assertion's NameID is empty.");
    return passed(expected, `${show(nameId.value)}, ${nameId.format ?? "no format"}`);
  },
};

const NAME_ID_FORMAT_ASKED: SamlRule<AssertionSubject> = {
  code: "SAML_NAME_ID_FORMAT",
  name: "The NameID has the format that the application asks for",
  spec: "SAML core 3.4.1.1, 8.3",
  setting: "nameIdFormat",
  check: ({ assertion: { nameIds }, settings: { nameIdFormat } }) => {
    const received = nameIds[0]?.format ?? "no format";
    if (nameIdFormat === undefined || nameIdFormat === "unspecified") return notApplicable("any format", received);
    const asked = NAME_ID_FORMAT[nameIdFormat];
    const reason = `The NameID has ${received === "no format" ? received : `the format ${received}`}, but the application asks for ${asked}.`;
    return verdictOf(received === asked, asked, received, reason);
  },
};

const SUBJECT_CONFIRMATION: SamlRule<AssertionSubject> = {
  code: "SAML_SUBJECT_CONFIRMATION",
  name: "Whoever brings the assertion is its subject (bearer)",
  spec: "SAML profiles 4.1.4.2",
  check: (subject) => {
    const expected = "a bearer SubjectConfirmation with data and without NotBefore";
    const confirmation = confirmationOf(subject);
    const actual = describeConfirmation(confirmation);
    const problem = confirmationProblem(confirmation);
    return problem === undefined ? passed(expected, actual) : failed(expected, actual, problem);
  },
};

const RECIPIENT: SamlRule<AssertionSubject> = {
  code: "SAML_RECIPIENT",
  name: "The assertion is meant for this assertion consumer service",
  spec: "SAML profiles 4.1.4.2",
  setting: "acsUrl",
  check: (subject) => {
    const { acsUrl } = subject.settings;
    const recipient = confirmationOf(subject)?.recipient;
    const reason =
      recipient === undefined
        ? "The assertion's SubjectConfirmationData has no Recipient, so that it could have been meant for anybody."
        : `The assertion was meant for ${recipient}, not for ${acsUrl}.`;
    return recipient === acsUrl ? passed(show(acsUrl), show(recipient)) : failed(show(acsUrl), show(recipient), reason);
  },
};

const CONFIRMATION_EXPIRED: SamlRule<AssertionSubject> = {
  code: "SAML_CONFIRMATION_EXPIRED",
  name: "The assertion is brought in time",
  spec: "SAML profiles 4.1.4.2",
  setting: "clockSkewSeconds",
  check: (subject) => {
    const notOnOrAfter = confirmationOf(subject)?.notOnOrAfter;
    const clock = clockOf(subject);
    if (notOnOrAfter === undefined) {
      return failed(
        "a NotOnOrAfter",
        "(absent)",
        "The assertion's SubjectConfirmationData has no NotOnOrAfter, so that it would be good for ever.",
      );
    }
    const problem = timeProblem("The time to bring the assertion", { notOnOrAfter }, clock);
    return problem === undefined
      ? passed(describePeriod({ notOnOrAfter }), describeClock(clock))
      : failed(describePeriod({ notOnOrAfter }), describeClock(clock), problem);
  },
};

const CONFIRMATION_IN_RESPONSE_TO: SamlRule<AssertionSubject> = {
  code: "SAML_CONFIRMATION_IN_RESPONSE_TO",
  name: "The assertion answers the same request as the response",
  spec: "SAML profiles 4.1.4.2, 4.1.5",
  check: (subject) => {
    const signed = confirmationOf(subject)?.inResponseTo;
    const { inResponseTo } = subject;
    if (signed === inResponseTo) return passed(show(inResponseTo), show(signed));
    const answers = (id: string | undefined) => (id === undefined ? "no request" : `the request ${id}`);
    return failed(
      show(inResponseTo),
      show(signed),
      `The assertion answers ${answers(signed)}, but the response around it answers ${answers(inResponseTo)}.`,
    );
  },
};

const CONDITIONS: SamlRule<AssertionSubject> = {
  code: "SAML_CONDITIONS",
  name: "The assertion's conditions are understood and hold now",
  spec: "SAML core 2.5.1",
  setting: "clockSkewSeconds",
  check: (subject) => {
    const [conditions, ...others] = subject.assertion.conditions;
    if (conditions === undefined) return failed("Conditions", "(absent)", "The assertion has no Conditions.");
    if (others.length > 0)
      return failed("one Conditions", `${others.length + 1} of them`, "The assertion has more than one Conditions.");
    const expected = describePeriod(conditions);
    if (conditions.unknown.length > 0) {
      const names = conditions.unknown.join(", ");
      return failed(
        "conditions that are understood",
        names,
        `The assertion has a condition that is not understood: ${names}.`,
      );
    }
    const clock = clockOf(subject);
    const problem = timeProblem("The assertion", conditions, clock);
    return problem === undefined
      ? passed(expected, describeClock(clock))
      : failed(expected, describeClock(clock), problem);
  },
};

const AUDIENCE: SamlRule<AssertionSubject> = {
  code: "SAML_AUDIENCE",
  name: "The audience is this application",
  spec: "SAML core 2.5.1.4, profiles 4.1.4.2",
  setting: "entityId",
  check: ({ assertion, settings: { entityId } }) => {
    const audiences = assertion.conditions.flatMap((conditions) => conditions.audiences);
    const actual = audiences.map((names) => names.map(show).join(" or ") || "nobody").join(", and ") || "(absent)";
    if (audiences.length === 0) {
      return failed(
        show(entityId),
        actual,
        "The assertion has no AudienceRestriction, so that it could have been meant for any application.",
      );
    }
    const foreign = audiences.find((names) => !names.includes(entityId));
    return foreign === undefined
      ? passed(show(entityId), actual)
      : failed(
          show(entityId),
          actual,
          `The assertion's audience is ${foreign.join(", ") || "nobody"}, but this application is ${entityId}.`,
        );
  },
};

const AUTHN_STATEMENT: SamlRule<AssertionSubject> = {
  code: "SAML_AUTHN_STATEMENT",
  name: "The assertion says that the subject signed in",
  spec: "SAML profiles 4.1.4.2",
  check: ({ assertion: { authnStatements } }) => {
    const [statement] = authnStatements;
    return statement === undefined
      ? failed(
          "an AuthnStatement",
          "(absent)",
          "The assertion has no AuthnStatement: it describes somebody, but does not say that they signed in.",
        )
      : passed("an AuthnStatement", statement.authnContext ?? "one without a class");
  },
};

const AUTHN_CONTEXT: SamlRule<AssertionSubject> = {
  code: "SAML_AUTHN_CONTEXT",
  name: "The sign-in is of the kind that the application asks for",
  spec: "SAML core 3.3.2.2.1",
  setting: "requestedAuthnContext",
  check: ({ assertion: { authnStatements }, settings: { requestedAuthnContext: asked } }) => {
    const received = authnStatements[0]?.authnContext;
    if (asked === undefined) return notApplicable("any kind of sign-in", received ?? "(absent)");
    const expected = `${asked.comparison} ${asked.classes.join(" or ")}`;
    const isMet = received === undefined ? false : isAuthnContextMet(asked, received);
    if (isMet === undefined)
      return notApplicable(expected, `${received}: which of them is the stronger is not known here`);
    const reason = `The sign-in amounts to ${received ?? "no class at all"}, but the application asks for ${expected}.`;
    return verdictOf(isMet, expected, received ?? "(absent)", reason);
  },
};

const SESSION_EXPIRED: SamlRule<AssertionSubject> = {
  code: "SAML_SESSION_EXPIRED",
  name: "The session at the identity provider has not ended",
  spec: "SAML core 2.7.2, profiles 4.1.4.3",
  setting: "clockSkewSeconds",
  check: (subject) => {
    const ends = subject.assertion.authnStatements.flatMap(({ sessionNotOnOrAfter }) => sessionNotOnOrAfter ?? []);
    if (ends.length === 0) return notApplicable("a session that has not ended", "no SessionNotOnOrAfter");
    const clock = clockOf(subject);
    const problems = ends.map((notOnOrAfter) =>
      timeProblem("The session at the identity provider", { notOnOrAfter }, clock),
    );
    const problem = problems.find((found) => found !== undefined);
    const expected = ends.map((notOnOrAfter) => describePeriod({ notOnOrAfter })).join(" and ");
    return problem === undefined
      ? passed(expected, describeClock(clock))
      : failed(expected, describeClock(clock), problem);
  },
};

const ATTRIBUTES: SamlRule<AssertionSubject> = {
  code: "SAML_ATTRIBUTES",
  name: "Every attribute has a usable name",
  spec: "SAML core 2.7.3.1",
  check: ({ assertion: { attributes } }) => {
    const unusable = attributes.find(({ name }) => name === undefined || name === "" || !isSafeName(name));
    const expected = "names that are not empty and not reserved";
    return unusable === undefined
      ? passed(expected, `${new Set(attributes.map(({ name }) => name)).size} names`)
      : failed(
          expected,
          show(unusable.name),
          `The assertion has an attribute whose Name cannot be used: ${show(unusable.name)}.`,
        );
  },
};

const REPLAY: SamlRule<AssertionSubject> = {
  code: "SAML_REPLAY",
  name: "The assertion was not used before",
  spec: "SAML profiles 4.1.4.5",
  check: ({ assertion: { id, issuers }, isConsumed }) => {
    const expected = "an ID that was not seen before";
    if (id === undefined || id === "")
      return failed(expected, "(absent)", "The assertion has no ID, so that a replay could not be noticed.");
    return isConsumed(issuers[0] ?? "", id)
      ? failed(expected, `${show(id)}, seen before`, `The assertion ${id} was used before: each works once.`)
      : passed(expected, show(id));
  },
};

/** The rules about the verified assertion, in the order in which they are carried out. */
export const ASSERTION_RULES: readonly SamlRule<AssertionSubject>[] = [
  VERSION,
  ISSUER,
  NAME_ID,
  NAME_ID_FORMAT_ASKED,
  SUBJECT_CONFIRMATION,
  RECIPIENT,
  CONFIRMATION_EXPIRED,
  CONFIRMATION_IN_RESPONSE_TO,
  CONDITIONS,
  AUDIENCE,
  AUTHN_STATEMENT,
  AUTHN_CONTEXT,
  SESSION_EXPIRED,
  ATTRIBUTES,
];

/** The last rule of all: a response that is refused for anything else does not use its assertion up. */
export const REPLAY_RULES: readonly SamlRule<AssertionSubject>[] = [REPLAY];

/** What each SubjectConfirmation must meet. One that meets all of it is enough. */
const CONFIRMATION_RULES = [SUBJECT_CONFIRMATION, RECIPIENT, CONFIRMATION_EXPIRED, CONFIRMATION_IN_RESPONSE_TO];

/**
 * The SubjectConfirmation that the rules speak about: the first that meets all of them, else the first bearer one, else
 * the first of any kind.
 */
export function confirmationOf(subject: AssertionSubject): SubjectConfirmation | undefined {
  const { confirmations } = subject.assertion;
  if (confirmations.length < 2) return confirmations[0];
  const alone = (confirmation: SubjectConfirmation) => ({
    ...subject,
    assertion: { ...subject.assertion, confirmations: [confirmation] },
  });
  const meetsAll = (confirmation: SubjectConfirmation) =>
    CONFIRMATION_RULES.every((rule) => rule.check(alone(confirmation)).result === "passed");
  return confirmations.find(meetsAll) ?? confirmations.find(isBearer) ?? confirmations[0];
}

function isBearer({ method }: SubjectConfirmation): boolean {
  return method === CONFIRMATION_METHOD.bearer;
}

function confirmationProblem(confirmation: SubjectConfirmation | undefined): string | undefined {
  if (confirmation === undefined) return "The assertion has no SubjectConfirmation: nothing says who may bring it.";
  if (!isBearer(confirmation))
    return `The assertion may only be brought by ${confirmation.method ?? "nobody"}; bearer is the method of a browser login.`;
  if (!confirmation.hasData) return "The assertion's bearer SubjectConfirmation has no SubjectConfirmationData.";
  if (confirmation.notBefore !== undefined)
    return "The assertion's SubjectConfirmationData has a NotBefore, which a bearer one must not have.";
  return undefined;
}

function describeConfirmation(confirmation: SubjectConfirmation | undefined): string {
  if (confirmation === undefined) return "(absent)";
  const { method, hasData, notBefore } = confirmation;
  return `${method ?? "no method"}${hasData ? "" : ", no data"}${notBefore === undefined ? "" : `, NotBefore ${notBefore}`}`;
}

function clockOf({ now, settings: { clockSkewSeconds } }: AssertionSubject) {
  return { now, clockSkewSeconds };
}
