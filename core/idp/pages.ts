import type { DirectoryUser } from "../directory/directory.ts";
import { escapeHtml, type HttpResponse, htmlResponse } from "../http/message.ts";
import type { IdentityProviderWorld } from "./world.ts";

/** People listed on the login page at the most; anybody else is typed in. */
const PEOPLE_SHOWN = 50;

export const SIGN_IN_PATH = "/sign-in";
export const SECOND_FACTOR_PATH = "/sign-in/second-factor";

/**
 * The login page: the directory's people to pick from. `problem` is shown above, where the last try failed. The people
 * stand behind the form and belong to it by its id, so that a reader of the page finds the form whole at its beginning.
 */
export function loginPage(
  world: IdentityProviderWorld,
  transaction: string,
  application: string,
  problem?: string,
): HttpResponse {
  const people = peopleToPick(world.directory.users);
  const body = `<h1>Sign in to ${escapeHtml(application)}</h1>${problem === undefined ? "" : `<p role="alert">${escapeHtml(problem)}</p>`}
<form id="sign-in" method="post" action="${SIGN_IN_PATH}"><input type="hidden" name="transaction" value="${escapeHtml(transaction)}">
<label>User name <input name="userName" autocomplete="username"></label> <button>Sign in</button></form>
<p>A rehearsal asks for no password: pick who signs in.</p>${people}`;
  return htmlResponse(200, `${world.provider.name}: sign in`, body);
}

/** One button for each person, made once for each list of people: lists are never changed in place. */
const peopleOf = new WeakMap<readonly DirectoryUser[], string>();

function peopleToPick(users: readonly DirectoryUser[]): string {
  const known = peopleOf.get(users);
  if (known !== undefined) return known;
  const buttons = users.slice(0, PEOPLE_SHOWN).map(buttonOf).join(" ");
  const more = users.length > PEOPLE_SHOWN ? `<p>and ${users.length - PEOPLE_SHOWN} more: type the user name.</p>` : "";
  const people = `<p>${buttons}</p>${more}`;
  peopleOf.set(users, people);
  return people;
}

function buttonOf({ userName, attributes }: DirectoryUser): string {
  const name = attributes.displayName;
  const label = typeof name === "string" ? `${name} (${userName})` : userName;
  return `<button form="sign-in" name="person" value="${escapeHtml(userName)}">${escapeHtml(label)}</button>`;
}

/** The page that asks for the second factor. */
export function secondFactorPage(world: IdentityProviderWorld, transaction: string, person: string): HttpResponse {
  const body = `<h1>Confirm that it is you</h1><p>${escapeHtml(person)}, a real identity provider asks for your second factor here. A rehearsal asks for a click.</p>
<form method="post" action="${SECOND_FACTOR_PATH}"><input type="hidden" name="transaction" value="${escapeHtml(transaction)}"><button name="approve" value="yes">Approve</button></form>`;
  return htmlResponse(200, `${world.provider.name}: second factor`, body);
}

/** The home page: the applications that a login can start from here. */
export function portalPage(world: IdentityProviderWorld): HttpResponse {
  const tiles = world.provider.connections
    .filter((connection) => connection.saml !== undefined)
    .map(({ application }) => {
      const name = escapeHtml(world.applicationName(application));
      return `<li><a href="/saml/start?application=${encodeURIComponent(application)}">${name}</a></li>`;
    });
  return htmlResponse(
    200,
    world.provider.name,
    `<h1>${escapeHtml(world.provider.name)}</h1><ul>${tiles.join("")}</ul>`,
  );
}
