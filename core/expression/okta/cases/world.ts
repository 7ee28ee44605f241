import type { InputGroup } from "../../input.ts";
import type { Attributes } from "./case.ts";

/** The person of the cases. `missing` is never populated. */
export const ATTRIBUTES: Attributes = {
  firstName: "Ada",
  lastName: "Lovelace",
  email: "ada@acme.test",
  login: "ada@acme.test",
  nothing: null,
  empty: "",
  colors: ["red", "blue", "red"],
  csv: "red, blue",
  numbers: [10, 20, 30],
  single: ["only"],
  none: [],
  salary: 1200,
  rate: 2.5,
  contractor: false,
  country: "IND",
  title: "Engineer",
  windowsTime: "130828367179790000",
  unixTime: "1438377580979",
  isoTime: "2015-07-31T17:18:37.979Z",
};

/** 2015-07-31T17:18:37.979Z, the present of Okta's own samples. */
export const NOW = 1_438_363_117_979;

/** The groups of Okta's own samples (section 5), with where the last one is from. */
export const GROUPS: readonly InputGroup[] = [
  { id: "00gak46y5hydV6NdM0g4", name: "Everyone", type: "BUILT_IN" },
  { id: "00g1emaKYZTWRYYRRTSK", name: "West Coast Users" },
  { id: "00garwpuyxHaWOkdV0g4", name: "West Coast Admins", type: "OKTA_GROUP", description: "They may." },
  { id: "00gjitX9HqABSoqTB0g3", name: "Engineering Users", type: "APP_GROUP", sourceId: "active_directory" },
];

/** What Okta knows of the person beside the profile. `lastLogin` never was. */
export const INTERNAL: Attributes = {
  id: "00u1ada",
  status: "ACTIVE",
  created: "2015-07-30T23:58:32.000Z",
  lastUpdated: "2015-07-31T00:00:00.000Z",
};

/** What names at the root stand for. The person has one Active Directory assignment and none of Workday. */
export const ROOTS: Readonly<Record<string, Attributes>> = {
  active_directory: { managerUpn: "bob@acme.test" },
  appuser: { userName: "ada.l", empty: "" },
  app: { domain: "acme.test" },
  org: { name: "Acme", subDomain: "acme" },
  instance: { userSuffix: "@app.test" },
  session: { amr: ["mfa", "pwd"] },
};

/** People that the person is linked with. There is no assistant. */
export const LINKED: Readonly<Record<string, Attributes>> = {
  manager: { firstName: "Bob", lastName: "Gates", email: "bob@acme.test" },
};

/** Their profiles in applications: `name@application`. */
export const LINKED_APP_USERS: Readonly<Record<string, Attributes>> = {
  "manager@google": { firstName: "Robert", email: "robert@google.test" },
};
