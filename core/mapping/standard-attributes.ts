import type { DialectId } from "../expression/dialect.ts";

/** Entra's user attributes by their names in provisioning expressions (reference: user-formats.md, sections 1a and 1d; entra-schema-format.md). */
const ENTRA = [
  "userPrincipalName",
  "originalUserPrincipalName",
  "objectId",
  "accountEnabled",
  "IsSoftDeleted",
  "appRoleAssignments",
  "displayName",
  "surname",
  "givenName",
  "mail",
  "mailNickname",
  "userType",
  "jobTitle",
  "department",
  "companyName",
  "employeeId",
  "manager",
  "usageLocation",
  "preferredLanguage",
  "streetAddress",
  "city",
  "state",
  "country",
  "postalCode",
  "physicalDeliveryOfficeName",
  "telephoneNumber",
  "mobile",
  "facsimileTelephoneNumber",
  "proxyAddresses",
  "otherMails",
  "alternateEmailAddress",
  ...Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`),
];

/** Okta's base profile, 31 attributes (reference: user-formats.md, section 2a). */
const OKTA = [
  "login",
  "firstName",
  "lastName",
  "middleName",
  "honorificPrefix",
  "honorificSuffix",
  "email",
  "title",
  "displayName",
  "nickName",
  "profileUrl",
  "secondEmail",
  "mobilePhone",
  "primaryPhone",
  "streetAddress",
  "city",
  "state",
  "zipCode",
  "countryCode",
  "postalAddress",
  "preferredLanguage",
  "locale",
  "timezone",
  "userType",
  "employeeNumber",
  "costCenter",
  "organization",
  "division",
  "department",
  "managerId",
  "manager",
];

const STANDARD: Readonly<Record<DialectId, readonly string[]>> = {
  entra: ENTRA,
  okta: OKTA,
  "okta-ie": OKTA,
  "okta-template": OKTA,
};

/** The attributes that a product has for everybody, whether or not anybody here has a value. */
export function standardAttributes(dialect: DialectId): readonly string[] {
  return STANDARD[dialect];
}
