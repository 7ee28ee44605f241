import { ACTIVE, attribute, type ColumnTable, type ColumnUse, ID, USER_NAME } from "./column-use.ts";

/** What both spellings have (reference: user-formats.md, section 4). Attributes get the names that the directory has for them. */
const COMMON: Readonly<Record<string, ColumnUse>> = {
  objectGUID: ID,
  userPrincipalName: USER_NAME,
  manager: { to: "manager", by: ["distinguishedName"] },
};

/** Attributes of which csvde writes several values into one cell. */
const LISTS = ["memberOf", "proxyAddresses", "objectClass", "otherTelephone", "otherMobile", "directReports"];

/** csvde. */
export const CSVDE_COLUMNS: ColumnTable = {
  columns: {
    ...COMMON,
    DN: attribute("distinguishedName"),
    ...Object.fromEntries(LISTS.map((name) => [name, attribute(name, ";")])),
  },
  orElse: "sAMAccountName",
};

/** `Get-ADUser -Properties * | Export-Csv`: the names of PowerShell's properties. */
export const POWERSHELL_COLUMNS: ColumnTable = {
  columns: {
    ...COMMON,
    Enabled: ACTIVE,
    SamAccountName: attribute("sAMAccountName"),
    GivenName: attribute("givenName"),
    Surname: attribute("sn"),
    EmailAddress: attribute("mail"),
    Title: attribute("title"),
    Department: attribute("department"),
    Company: attribute("company"),
    Division: attribute("division"),
    DisplayName: attribute("displayName"),
    Description: attribute("description"),
    EmployeeID: attribute("employeeID"),
    EmployeeNumber: attribute("employeeNumber"),
    EmployeeType: attribute("employeeType"),
    DistinguishedName: attribute("distinguishedName"),
    SID: attribute("objectSid"),
    Office: attribute("physicalDeliveryOfficeName"),
    OfficePhone: attribute("telephoneNumber"),
    MobilePhone: attribute("mobile"),
    City: attribute("l"),
    State: attribute("st"),
    Country: attribute("c"),
    PostalCode: attribute("postalCode"),
    StreetAddress: attribute("streetAddress"),
    CN: attribute("cn"),
    Name: attribute("name"),
  },
  orElse: "sAMAccountName",
};
