import { ACTIVE, attribute, type ColumnTable, type ColumnUse, ID, PASSWORD, USER_NAME } from "./column-use.ts";

/**
 * Entra's columns, older names and those of Microsoft Graph (reference: user-formats.md, sections 1a and 1d). Attributes get
 * the names that expressions have for them.
 */
const COLUMNS: Readonly<Record<string, ColumnUse>> = {
  userPrincipalName: USER_NAME,
  id: ID,
  objectId: ID,
  accountEnabled: ACTIVE,
  businessPhones: attribute("telephoneNumber"),
  mobilePhone: attribute("mobile"),
  officeLocation: attribute("physicalDeliveryOfficeName"),
  faxNumber: attribute("facsimileTelephoneNumber"),
  proxyAddresses: attribute("proxyAddresses", ";"),
  otherMails: attribute("otherMails", ";"),
};

/** "Download users" of the portal. */
export const ENTRA_COLUMNS: ColumnTable = { columns: COLUMNS };

/** The bulk template: the name of an attribute stands in brackets behind its heading (section 1b). */
export const ENTRA_TEMPLATE_COLUMNS: ColumnTable = {
  columns: { ...COLUMNS, accountEnabled: { to: "blocked" }, passwordProfile: PASSWORD },
  nameOf: (heading) => /\[([^\]]+)\]/.exec(heading)?.[1] ?? heading,
  whyNot: ([first = ""]) => (/^Example:/i.test(first) ? "This is the example of the template." : undefined),
};
