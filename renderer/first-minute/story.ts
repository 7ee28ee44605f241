import type { LoginAction } from "../../core/contract/model.ts";

/** Whom the first minute is about: a joiner of the sample, and an application whose role follows the department. */
export const STORY = {
  workspaceName: "Acme",
  person: "u-ada",
  userName: "ada.lovelace@acme.test",
  /** What the guide calls her. */
  firstName: "Ada",
  application: "expenses",
  applicationName: "Expenses",
  newDepartment: "Engineering",
} as const;

/** The login that is watched. */
export const STORY_LOGIN: LoginAction = {
  type: "login",
  user: STORY.userName,
  application: STORY.application,
  protocol: "oidc",
  startAt: "application",
};
