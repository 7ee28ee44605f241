import type { HttpRequest } from "../../http/message.ts";
import type { BoundPath } from "../../scim/binding.ts";
import type { ScimObject } from "../../scim/resource.ts";
import type { SentValue, Target } from "./targets.ts";

/** A request below the base URL of the application's server. */
export interface ClientRequest {
  readonly method: HttpRequest["method"];
  /** `/Users`, `/Users/2819c223` */
  readonly path: string;
  readonly query?: string;
  readonly body?: ScimObject;
}

/** A value that changes. Absent: there is none. */
export interface AttributeChange {
  readonly target: Target;
  readonly before?: SentValue;
  readonly value?: SentValue;
  /** Of a target that takes a single app role: that role as JSON in a text. */
  readonly role?: string;
}

/** What is to change in a user. */
export interface UserUpdate {
  /** Id of the SCIM user. */
  readonly id: string;
  /** Everything but `active`. */
  readonly changes: readonly AttributeChange[];
  /** Present where it changes. */
  readonly active?: boolean;
  /** The whole user as this client wants it, `active` included. */
  readonly full: () => ScimObject;
}

/** Members that come, or members that go, by the ids of their SCIM users: as many as one request takes. */
export interface MembersChange {
  /** Id of the SCIM group. */
  readonly id: string;
  readonly kind: "add" | "remove";
  readonly members: readonly string[];
  /** Nobody is left afterwards. */
  readonly isEmpty: boolean;
}

/** How one kind of client writes its requests, and what it does at all. */
export interface Dialect {
  /** In sentences: "Entra". */
  readonly name: string;
  /** What accounts are matched by: the rows that are marked for it, or `userName` alone. */
  readonly matching: "rows" | "userName";
  /** `row`: `active` is sent only where a row says what it is. */
  readonly active: "row" | "always";
  /** False: it deactivates, and never sends DELETE. */
  readonly deletes: boolean;
  /** A value that the person has no longer is taken away; false: it stays (F13). */
  readonly clears: boolean;
  /** It keeps a profile of its own for every account, which is sent as a whole. */
  readonly keepsProfile: boolean;
  /** Being suspended makes no difference. */
  readonly ignoresSuspension: boolean;
  /** A test of an attribute without a value never holds. */
  readonly absentFailsTests: boolean;
  /** Whoever is assigned again is looked for as if for the first time (F36). */
  readonly matchesReturned: boolean;
  /** A linked account that is gone: the person fails, or is looked for again. */
  readonly targetGone: "fail" | "match";
  /** Managers and members who get an account later are filled in then; false: not before a restart (F18, F28). */
  readonly fillsIn: boolean;
  /** A saved mapping or scope makes the next cycle an initial one (F17); false: nobody's account is read again for it. */
  readonly beginsAnew: boolean;
  /** False: provision on demand sends no app roles. */
  readonly rolesOnDemand: boolean;
  /** Query parameters of a search for groups, beside the filter. */
  readonly groupQuery: string;

  /** `userName eq "ada"` */
  buildFilter(path: BoundPath, value: string): string;
  /** The body that a user is made with. */
  buildUser(user: ScimObject): ScimObject;
  buildUpdate(update: UserUpdate): readonly ClientRequest[];
  /** Sets a manager, by the id of the SCIM user; without a value, takes it away. */
  buildReference(update: UserUpdate): readonly ClientRequest[];
  /** The body that a group is made with: without its members. */
  buildGroup(displayName: string, externalId: string): ScimObject;
  buildGroupName(id: string, displayName: string): ClientRequest;
  buildMembers(change: MembersChange): ClientRequest;
}

const PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** The schema of a group (RFC 7643, section 4.2). */
export const GROUP_URN = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** A PATCH of a resource (RFC 7644, section 3.5.2). */
export function patchRequest(path: string, operations: readonly ScimObject[]): ClientRequest {
  return { method: "PATCH", path, body: { schemas: [PATCH_SCHEMA], Operations: operations } };
}

export function userPath(id: string): string {
  return `/Users/${encodeURIComponent(id)}`;
}

export function groupPath(id: string): string {
  return `/Groups/${encodeURIComponent(id)}`;
}

/** A filter for equality in the words of RFC 7644: an element is looked for by all that is known of it. */
export function equalityFilter({ text, element, attribute, extension, sub }: BoundPath, quoted: string): string {
  if (element === undefined || sub === undefined) return `${text} eq ${quoted}`;
  const prefix = extension === undefined ? "" : `${extension}:`;
  const by = `${element.sub.name} eq ${JSON.stringify(element.value)}`;
  return `${prefix}${attribute.name}[${by} and ${sub.name} eq ${quoted}]`;
}

/** Values as `members` takes them. */
export function asMembers(ids: readonly string[]): readonly ScimObject[] {
  return ids.map((value) => ({ value }));
}

/** Members removed one by one, each by a filter (RFC 7644, section 3.5.2.2). */
export function removeByFilter(members: readonly string[]): readonly ScimObject[] {
  return members.map((each) => ({ op: "remove", path: `members[value eq ${JSON.stringify(each)}]` }));
}
