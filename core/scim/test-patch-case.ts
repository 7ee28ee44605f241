import type { PatchOptions } from "./patch-options.ts";
import type { ScimObject, ScimValue } from "./resource.ts";
import type { ScimType } from "./scim-error.ts";

/** What a PATCH does, as data. Adding a case needs no code. */
export interface PatchCase {
  readonly title: string;
  /** `ann`, `bare` and `staff` of {@link startResources}. */
  readonly start: keyof typeof startResources;
  readonly operations: readonly ScimObject[];
  readonly options?: PatchOptions;
  /** The members that differ afterwards; null: gone. None: nothing changes. */
  readonly after?: ScimObject;
  /** The refusal, and what its sentence says. */
  readonly refused?: readonly [ScimType, string];
}

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const CRM = "urn:example:scim:schemas:extension:crm:2.0:User";

export const BABS = {
  value: "2819c223-7f76-453a-919d-413861904646",
  $ref: "https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646",
  display: "Babs Jensen",
};
export const JAMES = {
  value: "08e1d05d-121c-4561-8b96-473d93df9210",
  $ref: "https://example.com/v2/Users/08e1d05d-121c-4561-8b96-473d93df9210",
  display: "James Smith",
};
export const KIM = { value: "u-kim", type: "User", display: "Kim" };

export const WORK = { value: "ann@example.com", type: "work", primary: true };
export const HOME = { value: "ann@home.example", type: "home" };
export const OFFICE = {
  type: "work",
  streetAddress: "100 Universal City Plaza",
  locality: "Hollywood",
  region: "CA",
  postalCode: "91608",
  country: "US",
};

export const startResources = {
  /** A user with a value of every kind. */
  ann: {
    schemas: [USER, ENTERPRISE],
    id: "u-ann",
    externalId: "701984",
    meta: { resourceType: "User", location: "https://slack.test/scim/v2/Users/u-ann" },
    userName: "ann@example.com",
    name: { formatted: "Ann Lee", familyName: "Lee", givenName: "Ann" },
    displayName: "Ann Lee",
    title: "Engineer",
    active: true,
    emails: [WORK, HOME],
    addresses: [OFFICE],
    groups: [{ value: "g-staff", display: "Staff" }],
    [ENTERPRISE]: {
      employeeNumber: "701984",
      department: "Sales",
      manager: { value: "u-boss", $ref: "https://slack.test/scim/v2/Users/u-boss", displayName: "The Boss" },
    },
  },
  /** A user with nothing but what is required. */
  bare: { schemas: [USER], id: "u-bob", userName: "bob@example.com" },
  /** A group with three members. */
  staff: { schemas: [GROUP], id: "g-staff", displayName: "Staff", members: [BABS, JAMES, KIM] },
} as const satisfies Readonly<Record<string, ScimObject>>;

export const add = (path: string | undefined, value: ScimValue): ScimObject => operation("add", path, value);
export const replace = (path: string | undefined, value: ScimValue): ScimObject => operation("replace", path, value);
export const remove = (path: string): ScimObject => ({ op: "remove", path });

function operation(op: string, path: string | undefined, value: ScimValue): ScimObject {
  return path === undefined ? { op, value } : { op, path, value };
}

export const ENTERPRISE_OF_ANN = startResources.ann[ENTERPRISE];
export const named = (parts: ScimObject): ScimObject => ({ ...startResources.ann.name, ...parts });
export const employed = (parts: ScimObject): ScimObject => ({ [ENTERPRISE]: { ...ENTERPRISE_OF_ANN, ...parts } });

export const capital = (op: string, path: string | undefined, value?: ScimValue): ScimObject => ({
  op,
  ...(path === undefined ? {} : { path }),
  ...(value === undefined ? {} : { value }),
});
