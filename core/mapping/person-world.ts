import type { AttributeValue } from "../attribute-value.ts";
import {
  type Directory,
  type DirectoryGroup,
  type DirectoryUser,
  findUserById,
  findUserByUserName,
  groupsOfUser,
  whyNotKnown,
} from "../directory/directory.ts";
import type { ExpressionSettings } from "../expression/dialect.ts";
import type { EvaluationInput, InputAppRole } from "../expression/input.ts";
import type { ExpressionObject } from "../expression/value.ts";
import type { Random } from "../random.ts";
import { internalProperty } from "./internal-property.ts";

export type { InputGroup } from "../expression/input.ts";

/** What an expression may ask beside the attributes of the person; whatever is not there is refused when it asks. */
export interface ExpressionWorld extends Omit<EvaluationInput, "attribute" | "random"> {
  /** Randomness for one expression: the same for the same person, moment and text. */
  readonly randomFor?: (text: string) => Random;
  /** The name of the file that leaves open whether the person has a value; undefined where it is known. */
  readonly notKnownFrom?: (attribute: string) => string | undefined;
  /** How the connection takes what the products leave open. */
  readonly settings?: ExpressionSettings;
}

/** What somebody's world is made of. */
export interface PersonWorldInput {
  readonly directory: Directory;
  readonly user: DirectoryUser;
  /** The person's groups, where whoever asks has them already. */
  readonly groups?: readonly DirectoryGroup[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly randomFor?: (text: string) => Random;
  readonly settings?: ExpressionSettings | undefined;
  /** The first of the verified domains of the identity provider's tenant, where they are known. */
  readonly defaultDomain?: string | undefined;
  /** The application's roles that the person is assigned; undefined: nobody can tell. */
  readonly appRoles?: readonly InputAppRole[] | undefined;
}

/** The world of a person of the directory: their groups, whom they are linked with, the simulated clock. */
export function buildPersonWorld(person: PersonWorldInput): ExpressionWorld {
  const { directory, user, now, randomFor, settings, defaultDomain, appRoles } = person;
  const world: ExpressionWorld = {
    now,
    groups: person.groups ?? groupsOfUser(directory, user),
    linked: (name) => linkedPerson(directory, user.attributes[name]),
    internal: (name) => internalProperty(user, name),
    notKnownFrom: (attribute) => whyNotKnown(directory, user, attribute)?.name,
    ...(randomFor === undefined ? {} : { randomFor }),
    ...(settings === undefined ? {} : { settings }),
    ...(defaultDomain === undefined ? {} : { defaultDomain }),
  };
  return appRoles === undefined ? world : { appRoles, ...world };
}

/** A manager is kept as another person's id; files have user names too. Null where there is nobody. */
function linkedPerson(directory: Directory, value: AttributeValue | undefined): ExpressionObject | null {
  if (typeof value !== "string") return null;
  const found = findUserById(directory, value) ?? findUserByUserName(directory, value);
  return found === undefined ? null : personObject(found);
}

function personObject(user: DirectoryUser): ExpressionObject {
  return {
    kind: "object",
    what: "user",
    member: (name) => {
      if (name === "id" || name === "userName" || name === "active") return user[name];
      if (name === "login") return user.userName;
      return Object.hasOwn(user.attributes, name) ? user.attributes[name] : undefined;
    },
    names: ["id", "userName", "active", ...Object.keys(user.attributes)],
  };
}
