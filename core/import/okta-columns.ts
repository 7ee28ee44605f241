import { type ColumnTable, ID, PASSWORD, USER_NAME } from "./column-use.ts";

/**
 * Okta's columns are the names of its profile's attributes, its own and those that somebody added; `,,` and `,"",` both are
 * an empty text (reference: user-formats.md, section 2a).
 */
export const OKTA_COLUMNS: ColumnTable = {
  columns: { login: USER_NAME, id: ID, password: PASSWORD },
  emptyIsText: true,
};
