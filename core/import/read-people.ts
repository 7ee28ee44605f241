import type { DirectoryUser, OnPremisesGroup } from "../directory/directory.ts";

/** Attributes by name, while they are read. */
export type PersonAttributes = DirectoryUser["attributes"];

/** A person as a file has them. What is absent the file does not say of them. */
export interface ReadPerson {
  /** Where they stand: see {@link ReadPeople.placeOf}. */
  readonly at: number;
  /** The file's own id. */
  readonly id?: string | undefined;
  readonly userName: string;
  readonly active?: boolean | undefined;
  readonly suspended?: boolean | undefined;
  /** Those that have a value. A manager is still called as the file calls them. */
  readonly attributes: PersonAttributes;
  /** Their groups, as the file calls them: {@link ReadGroup.key}. */
  readonly groups?: readonly string[] | undefined;
}

/** A group as a file has it. */
export interface ReadGroup {
  readonly at: number;
  /** The file's own id. */
  readonly id?: string | undefined;
  /** What {@link ReadPerson.groups} call it; absent: its id, else its name. */
  readonly key?: string | undefined;
  readonly name: string;
  readonly description?: string | undefined;
  /** What it is called in the domain that it comes from. */
  readonly onPremises?: OnPremisesGroup | undefined;
}

/** What one file says of people. */
export interface ReadPeople {
  readonly people: readonly ReadPerson[];
  /** Groups that the file describes, which {@link ReadPerson.groups} name. */
  readonly groups?: readonly ReadGroup[];
  /** The attributes that the file carries, whether or not anybody has a value. */
  readonly carried: ReadonlySet<string>;
  /** It says who is in which group. */
  readonly carriesGroups: boolean;
  /** What people are found by who are named as somebody's manager; absent: the file names none. */
  readonly managersBy?: readonly string[];
  /** A place in words: `line 12`, `value[3]`. */
  placeOf(at: number): string;
}

/** The attribute that names somebody's manager: the id of another person, or the text of the file where nobody is found. */
export const MANAGER = "manager";
