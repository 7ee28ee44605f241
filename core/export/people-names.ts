import { z } from "zod";

/** Which product's names a list of people has. */
export const peopleNamesSchema = z.enum(["entra", "okta"]);

export type PeopleNames = z.infer<typeof peopleNamesSchema>;

/** Entra's names and Okta's for the same (reference: user-formats.md, sections 1 and 2). */
const PAIRS: readonly (readonly [entra: string, okta: string])[] = [
  ["givenName", "firstName"],
  ["surname", "lastName"],
  ["mail", "email"],
  ["jobTitle", "title"],
  ["mobile", "mobilePhone"],
  ["telephoneNumber", "primaryPhone"],
  ["postalCode", "zipCode"],
  ["companyName", "organization"],
  ["employeeId", "employeeNumber"],
  ["manager", "managerId"],
];

/**
 * What attributes are called in a product's file, by their names here. One that the product calls otherwise gets its name,
 * where nobody has an attribute of that name already.
 */
export function namesIn(product: PeopleNames, attributes: readonly string[]): ReadonlyMap<string, string> {
  const present = new Set(attributes);
  const others = new Map(PAIRS.map(([entra, okta]) => (product === "okta" ? [entra, okta] : [okta, entra])));
  return new Map(
    attributes.map((name) => {
      const other = others.get(name);
      return [name, other === undefined || present.has(other) ? name : other] as const;
    }),
  );
}
