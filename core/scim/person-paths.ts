import { type BoundPath, parseBoundPath } from "./binding.ts";
import { buildResourceTypes } from "./resource-types.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/**
 * Where the attributes of a directory's people stand in a SCIM user (RFC 7643, sections 4.1 and 4.3): by the names that
 * Microsoft Entra has for them, as its clients map them unless told otherwise.
 */
const PATHS: Readonly<Record<string, string>> = {
  displayName: "displayName",
  givenName: "name.givenName",
  surname: "name.familyName",
  middleName: "name.middleName",
  jobTitle: "title",
  mail: 'emails[type eq "work"].value',
  telephoneNumber: 'phoneNumbers[type eq "work"].value',
  mobile: 'phoneNumbers[type eq "mobile"].value',
  facsimileTelephoneNumber: 'phoneNumbers[type eq "fax"].value',
  streetAddress: 'addresses[type eq "work"].streetAddress',
  city: 'addresses[type eq "work"].locality',
  state: 'addresses[type eq "work"].region',
  postalCode: 'addresses[type eq "work"].postalCode',
  country: 'addresses[type eq "work"].country',
  physicalDeliveryOfficeName: 'addresses[type eq "other"].formatted',
  preferredLanguage: "preferredLanguage",
  userType: "userType",
  nickName: "nickName",
  locale: "locale",
  timezone: "timezone",
  employeeId: `${ENTERPRISE}:employeeNumber`,
  department: `${ENTERPRISE}:department`,
  costCenter: `${ENTERPRISE}:costCenter`,
  companyName: `${ENTERPRISE}:organization`,
  division: `${ENTERPRISE}:division`,
  manager: `${ENTERPRISE}:manager.value`,
};

/** An attribute of a person, and its place in a SCIM user. */
export interface PersonPath {
  readonly attribute: string;
  readonly path: BoundPath;
}

/** A user as RFC 7643 has it, without anything of an application's own. */
export const PERSON_TYPE = buildResourceTypes().user;

/** Every attribute that has a place of its own. */
export const PERSON_PATHS: readonly PersonPath[] = Object.entries(PATHS).map(([attribute, text]) => ({
  attribute,
  path: parseBoundPath(text, PERSON_TYPE),
}));

/** The extension that holds whatever has no place of its own in an export of people. */
export const PERSON_EXTENSION = "urn:rehearsal:scim:schemas:extension:directory:2.0:User";
