import type { DirectoryUser } from "../../core/contract/model.ts";
import type { ApplicationSummary, DirectoryTable, WorkspaceSummary } from "../../core/contract/results.ts";
import { buildSummary } from "../connection/test-client.tsx";

/** Two applications. */
export const testApplications: readonly ApplicationSummary[] = [
  { id: "slack", name: "Slack-like", signOn: "saml", protocols: ["saml"], accounts: 1, held: 0 },
  { id: "jira", name: "Jira-like", signOn: "oidc", protocols: ["oidc"], accounts: 2, held: 1 },
];

/** Three people in two spellings of a department. */
export const testTable: DirectoryTable = {
  groups: [
    { id: "g-admins", name: "app-admins" },
    { id: "g-finance", name: "Finance" },
  ],
  attributes: ["displayName", "department", "jobTitle"],
  id: ["u-ada", "u-mara", "u-liam"],
  userName: ["ada@acme.test", "mara@acme.test", "liam@acme.test"],
  displayName: ["Ada Lovelace", "Mara Okafor", "Liam Becker"],
  department: ["Finance", "finance", ""],
  title: ["Accountant", "Data Engineer", "Sales"],
  state: ["active", "active", "disabled"],
  memberOf: [[1], [0, 1], []],
  accounts: [[], ["slack"], ["slack", "jira"]],
  noted: [true, false, false],
};

/** Ada, as the engine gives her. */
export const testAda: DirectoryUser = {
  id: "u-ada",
  userName: "ada@acme.test",
  active: true,
  attributes: { displayName: "Ada Lovelace", givenName: "Ada", department: "Finance", otherMails: ["a@acme.test"] },
  groups: ["g-finance"],
};

/** The workspace around them. */
export const testWorkspace: WorkspaceSummary = buildSummary({ applications: testApplications });
