import { ACTIVE, attribute, type ColumnTable, PASSWORD, USER_NAME } from "./column-use.ts";

/**
 * Google Workspace's headings without what stands in brackets behind them (reference: user-formats.md, section 3). The names
 * are those of its API, where it has one of a single word; the others keep their headings. Several values stand in one cell,
 * with commas between them.
 */
export const GOOGLE_COLUMNS: ColumnTable = {
  columns: {
    "Email Address": USER_NAME,
    "First Name": attribute("givenName"),
    "Last Name": attribute("familyName"),
    Password: PASSWORD,
    "Password Hash Function": PASSWORD,
    "Org Unit Path": attribute("orgUnitPath"),
    "New Primary Email": { to: "nothing", why: "it says what is to be changed, not what is" },
    "Recovery Email": attribute("recoveryEmail"),
    "Recovery Phone": attribute("recoveryPhone"),
    "Home Secondary Email": attribute("Home Secondary Email", ","),
    "Work Secondary Email": attribute("Work Secondary Email", ","),
    "Work Phone": attribute("Work Phone", ","),
    "Home Phone": attribute("Home Phone", ","),
    "Mobile Phone": attribute("Mobile Phone", ","),
    "Employee ID": attribute("employeeId"),
    "Employee Type": attribute("employeeType"),
    "Employee Title": attribute("title"),
    "Manager Email": { to: "manager", by: ["userName"] },
    Department: attribute("department"),
    "Cost Center": attribute("costCenter"),
    "Building ID": attribute("buildingId"),
    "Floor Name": attribute("floorName"),
    "Floor Section": attribute("floorSection"),
    "New Status": { to: "nothing", why: "it says what is to be changed, not what is" },
    "New Licenses": { to: "nothing", why: "it says what is to be changed, not what is" },
    Status: ACTIVE,
  },
  nameOf: bareHeading,
};

/** A heading without its brackets: `Org Unit Path [Required]`. */
export function bareHeading(heading: string): string {
  return heading.replace(/\s*\[[^\]]*\]\s*$/, "");
}
