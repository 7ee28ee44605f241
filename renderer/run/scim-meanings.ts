import type { FieldMeaning } from "./field-meanings.ts";

/** What stands in messages of SCIM 2.0 (RFC 7643, RFC 7644): in their bodies and in their queries. */
export const SCIM_FIELDS: Readonly<Record<string, FieldMeaning>> = {
  schemas: { what: "What kind of thing this is.", spec: "RFC 7643 3" },
  id: { what: "The account, as the application knows it: never changes.", spec: "RFC 7643 3.1" },
  externalId: { what: "The person, as the identity provider knows them.", spec: "RFC 7643 3.1" },
  meta: { what: "When it was made and changed, and where it is.", spec: "RFC 7643 3.1" },
  userName: { what: "What the account is called; nobody else has it.", spec: "RFC 7643 4.1.1" },
  name: { what: "The parts of the person's name.", spec: "RFC 7643 4.1.1" },
  displayName: { what: "What is shown.", spec: "RFC 7643 4.1.1" },
  active: { what: "Whether the account can be used.", spec: "RFC 7643 4.1.1" },
  emails: { what: "Addresses, each with its type.", spec: "RFC 7643 4.1.2" },
  groups: { what: "Groups that the account is in: read only.", spec: "RFC 7643 4.1.2" },
  roles: { what: "Roles that the account holds.", spec: "RFC 7643 4.1.2" },
  entitlements: { what: "Things that the account may do.", spec: "RFC 7643 4.1.2" },
  members: { what: "Who is in the group.", spec: "RFC 7643 4.2" },
  totalResults: { what: "How many were found in all.", spec: "RFC 7644 3.4.2" },
  startIndex: { what: "The number of the first on this page, from 1.", spec: "RFC 7644 3.4.2.4" },
  itemsPerPage: { what: "How many are on this page.", spec: "RFC 7644 3.4.2.4" },
  count: { what: "How many are wanted on a page.", spec: "RFC 7644 3.4.2.4" },
  Resources: { what: "What was found.", spec: "RFC 7644 3.4.2" },
  filter: { what: "Which accounts are looked for.", spec: "RFC 7644 3.4.2.2" },
  attributes: { what: "What is wanted of each.", spec: "RFC 7644 3.9" },
  excludedAttributes: { what: "What is not wanted of each.", spec: "RFC 7644 3.9" },
  status: { what: "How it went, as HTTP counts.", spec: "RFC 7644 3.12" },
  scimType: { what: "What kind of error it is.", spec: "RFC 7644 3.12" },
  detail: { what: "What went wrong, for a person to read.", spec: "RFC 7644 3.12" },
};

/** One operation of a PATCH, where it has a place of its own. */
export const OPERATION: FieldMeaning = {
  what: "One change of the account; all are made, or none.",
  spec: "RFC 7644 3.5.2",
};
