/** Something of a person that a column of an HR file may be. */
export interface HrTarget {
  /** `userName`, `id`, `active`, `manager`, or the name of an attribute. */
  readonly target: string;
  /** As a person calls it. */
  readonly label: string;
  /** Headings that mean it, in lower case without spaces and punctuation; the first that a file has is taken. */
  readonly synonyms: readonly string[];
  /** For a manager: what people are found by; `fullName` is the first and the last name. */
  readonly by?: readonly string[];
}

/**
 * What HR files call things: plain English, and the names of Workday, SuccessFactors and BambooHR (reference: user-formats.md,
 * section 5).
 */
export const HR_TARGETS: readonly HrTarget[] = [
  {
    target: "userName",
    label: "User name",
    synonyms: ["username", "userprincipalname", "upn", "login", "loginname", "userid", "samaccountname", "accountname"],
  },
  {
    target: "employeeId",
    label: "Employee id",
    synonyms: [
      ...["employeeid", "employeenumber", "employee", "employeeno", "workerid", "personidexternal", "staffid"],
      ...["personnelnumber", "staffnumber", "empid", "eid", "personid", "localreference"],
    ],
  },
  {
    target: "active",
    label: "Active",
    synonyms: ["active", "status", "employmentstatus", "enabled", "accountenabled", "employeestatus"],
  },
  {
    target: "mail",
    label: "Work e-mail",
    synonyms: ["workemail", "email", "emailaddress", "mail", "companyemail", "businessemail", "workemailaddress"],
  },
  {
    target: "givenName",
    label: "First name",
    synonyms: ["preferredfirstname", "givenname", "firstname", "forename", "preferredname"],
  },
  { target: "surname", label: "Last name", synonyms: ["preferredlastname", "surname", "lastname", "familyname"] },
  { target: "middleName", label: "Middle name", synonyms: ["preferredmiddlename", "middlename"] },
  {
    target: "displayName",
    label: "Full name",
    synonyms: ["displayname", "fullname", "name", "preferrednamedata", "employeename", "workername"],
  },
  { target: "jobTitle", label: "Job title", synonyms: ["jobtitle", "businesstitle", "title", "position", "role"] },
  { target: "department", label: "Department", synonyms: ["department", "dept", "supervisoryorganization", "team"] },
  { target: "division", label: "Division", synonyms: ["division", "businessunit"] },
  { target: "companyName", label: "Company", synonyms: ["company", "companyname", "legalentity", "employer"] },
  { target: "costCenter", label: "Cost centre", synonyms: ["costcenter", "costcentre"] },
  {
    target: "physicalDeliveryOfficeName",
    label: "Office",
    synonyms: ["office", "location", "worklocation", "officelocation", "site"],
  },
  { target: "city", label: "City", synonyms: ["city", "town"] },
  {
    target: "country",
    label: "Country",
    synonyms: ["country", "countryreferencetwoletter", "countrycode", "workcountry"],
  },
  {
    target: "telephoneNumber",
    label: "Work phone",
    synonyms: ["workphone", "primaryworktelephone", "phone", "telephone", "phonenumber", "businessphone"],
  },
  { target: "mobile", label: "Mobile", synonyms: ["mobile", "mobilephone", "cellphone", "cell", "mobilenumber"] },
  {
    target: "employeeType",
    label: "Employee type",
    synonyms: ["employeetype", "workertype", "contracttype", "employmenttype", "employmenthistorystatus"],
  },
  { target: "startDate", label: "Start date", synonyms: ["startdate", "hiredate", "statushiredate", "joiningdate"] },
  {
    target: "endDate",
    label: "End date",
    synonyms: ["enddate", "terminationdate", "contractenddate", "leavingdate", "statusterminationlastdayofwork"],
  },
  {
    target: "manager",
    label: "Manager's employee id",
    synonyms: ["supervisoreid", "supervisorid", "managerid", "manageremployeeid", "reportstoid"],
    by: ["employeeId", "userName", "id"],
  },
  {
    target: "manager",
    label: "Manager's e-mail",
    synonyms: ["manageremail", "supervisoremail", "reportstoemail"],
    by: ["mail", "userName"],
  },
  {
    target: "manager",
    label: "Manager",
    synonyms: ["manager", "supervisor", "reportsto", "reportingto", "linemanager", "managername"],
    by: ["displayName", "fullName", "userName", "employeeId", "mail"],
  },
];

/** A heading as synonyms are written: `Employee #` and `employee` are the same. */
export function plainHeading(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
