/**
 * Who is assigned which of an application's roles, for whoever edits it: pure, and free of anything that a browser lacks.
 */
export {
  type Assignee,
  keepAssignees,
  nameOfRole,
  rolesIn,
  withoutRole,
  withRoles,
} from "../idp/assigned-roles.ts";
