import type { AttributeValue, Scalar } from "../attribute-value.ts";
import type { Random } from "../random.ts";
import type { ExpressionObject } from "./value.ts";

/**
 * What an expression may know of the person it is evaluated for, and of the world. Nothing is read from anywhere else:
 * time and randomness come from the simulation. Whatever is optional is refused with a sentence when an expression
 * asks for it and it is not there.
 */
export interface EvaluationInput {
  /**
   * An attribute of the source: Entra's `[mail]`, Okta's `user.email`. Undefined where the person has none. Throws a
   * {@link NotKnown} where nobody can tell, because the file that the person came from does not carry it.
   */
  attribute(name: string): AttributeValue | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly random?: Random;
  /** `SelectUniqueValue`: whether somebody in the target has this value already. */
  readonly isTaken?: (value: string) => boolean;
  /** The names of the attributes that changed since the last cycle; absent: everything counts as changed. */
  readonly changed?: ReadonlySet<string>;
  /** The person's groups. */
  readonly groups?: readonly InputGroup[];
  /** The person's application roles: Entra's `[appRoleAssignments]`. */
  readonly appRoles?: readonly InputAppRole[];
  /** The default domain of the organisation's tenant: Entra's `DefaultDomain()`. Absent: nobody says which it is. */
  readonly defaultDomain?: string;
  /** What a name at the root stands for beside `user`: Okta's `appuser`, `app`, `org`, `session`, an app's instance name. */
  readonly root?: (name: string) => ExpressionObject | undefined;
  /** Somebody the person is linked with: `manager`, `assistant`. Null where there is nobody. */
  readonly linked?: (name: string) => ExpressionObject | null;
  /** The profile that somebody linked has in an application: Okta's `getManagerAppUser`. Null where there is none. */
  readonly linkedAppUser?: (name: string, app: string) => ExpressionObject | null;
  /** What Okta knows of the person beside the profile: `id`, `status`; `created`, `lastLogin` and the like as ISO 8601. */
  readonly internal?: (name: string) => Scalar | null | undefined;
}

/** A group of the person. */
export interface InputGroup {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** Okta's `OKTA_GROUP`, `APP_GROUP`, `BUILT_IN`; absent: OKTA_GROUP. */
  readonly type?: string;
  /** The application that the group comes from, by id. */
  readonly sourceId?: string;
}

/** A role of the application that the person is assigned. */
export interface InputAppRole {
  readonly id: string;
  /** Absent: the role has none. */
  readonly value?: string;
  readonly displayName: string;
}

/** Thrown where an attribute is *not known*: neither absent nor null, but not told. Whoever evaluates says "cannot tell". */
export class NotKnown extends Error {
  readonly attribute: string;
  /** What is missing, in one sentence; absent: the file that the person came from does not carry the attribute. */
  readonly why: string | undefined;

  constructor(attribute: string, why?: string) {
    super(why ?? `It is not known whether there is a value for \`${attribute}\`.`);
    this.name = "NotKnown";
    this.attribute = attribute;
    this.why = why;
  }
}
