import type { DirectoryUser } from "../../core/contract/model.ts";
import { buildNewId } from "./new-id.ts";

/** What is asked of somebody who adds a person. */
export interface NewPersonForm {
  readonly givenName: string;
  readonly surname: string;
  readonly userName: string;
  readonly department: string;
  readonly groups: readonly string[];
}

/** The user name that goes with a name: `ada.lovelace@acme.test`, with the domain that most people have. */
export function suggestUserName(givenName: string, surname: string, domain: string): string {
  const local = [givenName, surname]
    .map(plain)
    .filter((part) => part !== "")
    .join(".");
  return local === "" ? "" : `${local}@${domain}`;
}

/** The domain that most user names end with; a reserved one (RFC 2606) where nobody has any. */
export function commonDomain(userNames: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of userNames) {
    const domain = name.slice(name.lastIndexOf("@") + 1).toLowerCase();
    if (name.includes("@")) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, left], [, right]) => right - left);
  return most?.[0] ?? "example.test";
}

/** The person that the form describes. What was left empty becomes no attribute. */
export function buildPerson(form: NewPersonForm, taken: ReadonlySet<string>): DirectoryUser {
  const { userName, groups } = form;
  const [givenName, surname, department] = [form.givenName, form.surname, form.department].map((text) => text.trim());
  const displayName = [givenName, surname].filter((part) => part !== "").join(" ");
  const attributes = {
    displayName: displayName === "" ? userName.trim() : displayName,
    givenName,
    surname,
    ...(userName.includes("@") ? { mail: userName.trim() } : {}),
    department,
  };
  return {
    id: buildNewId("u-", displayName === "" ? userName : displayName, taken),
    userName: userName.trim(),
    active: true,
    attributes: Object.fromEntries(
      Object.entries(attributes).flatMap(([name, value]) =>
        value === undefined || value === "" ? [] : [[name, value]],
      ),
    ),
    groups: [...groups],
  };
}

function plain(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .replace(/[^a-zA-Z0-9]/g, "")
    .toLowerCase();
}
