import type { DirectoryUser } from "../directory/directory.ts";
import { createSeededRandom } from "../random.ts";
import type { Workspace } from "../store/workspace.ts";
import type { CallContext } from "./context.ts";
import { createPace } from "./pace.ts";

/** Common given names and surnames of many countries; whoever they make is nobody. */
const GIVEN_NAMES =
  "Aaliyah Adam Aiko Alejandra Amara Amir Ana Anders Anika Arjun Astrid Aylin Beatriz Benoît Bilal Camila Chidi Chloé Daniel Dara Diego Elif Emeka Emma Esther Farah Felix Freya Gabriel Giulia Hana Hassan Helena Hugo Imani Ines Isla Ivan Jasmin Jonas Julia Kaito Karin Khalid Klara Lars Laila Leon Lin Lucia Malik Maria Mateo Mei Milan Mina Nadia Nils Noor Olga Omar Paulo Petra Rafael Rania Ravi Rosa Samir Sanna Selma Simon Sofie Stella Tariq Thea Tomoko Uma Valentin Vera Wei Yara Yusuf Zoe".split(
    " ",
  );
const SURNAMES =
  "Abebe Adeyemi Ahmed Almeida Andersen Aydin Bakker Banerjee Barbosa Bauer Bergström Bianchi Boateng Bondarenko Brown Castillo Chen Cohen Costa Dahl Demir Diallo Dubois Eriksen Estrada Farouk Fernandes Fischer Fofana Fujita Garcia Gomez Gruber Gupta Haddad Hansen Hoang Hughes Ibrahim Ivanova Jansen Jensen Kaya Keller Khan Kim Kowalski Kumar Laurent Lee Lopez Mansour Martin Meyer Moreau Mwangi Nakamura Nguyen Nowak Nyberg Okafor Olsen Osman Park Patel Perez Petrov Quist Rahman Ricci Rossi Santos Sato Schmidt Sharma Silva Singh Suzuki Tanaka Torres Usman Varga Virtanen Wagner Walsh Weber Wójcik Yamamoto Yilmaz Zhang Ziegler".split(
    " ",
  );

/** Nobody is modelled on people in more groups than this: they are there to show what too many groups do. */
const MOST_GROUPS = 6;

/** One in so many is disabled, as in any directory. */
const DISABLED_EVERY = 60;

/**
 * The workspace with made-up people up to this number in all. Each is modelled on somebody who is there: department,
 * title, groups and the like go together as they do in the sample. The workspace's seed decides who they are.
 * @throws RehearsalError `CANCELLED`
 */
export async function withMorePeople(context: CallContext, workspace: Workspace, people: number): Promise<Workspace> {
  const { users } = workspace.directory;
  const models = users.filter(isOrdinary);
  if (people <= users.length || models.length === 0) return workspace;
  const draw = createDraw(`${workspace.seed}/people`);
  const taken = new Set(
    users.flatMap(({ userName, attributes }) => [userName, attributes.mail, attributes.mailNickname]),
  );
  const made: DirectoryUser[] = [];
  const pace = createPace(context);
  const far = (done: number) => ({ done, total: people, what: "Making people" });
  while (users.length + made.length < people) {
    if (pace.isDue()) await pace.rest(far(users.length + made.length));
    const model = models[draw(models.length)] ?? models[0];
    if (model === undefined) throw new TypeError("There is nobody to model people on.");
    const given = GIVEN_NAMES[draw(GIVEN_NAMES.length)] ?? "";
    const surname = SURNAMES[draw(SURNAMES.length)] ?? "";
    const nickname = freeNickname(given, surname, model, taken);
    made.push(makePerson(model, { given, surname, nickname, number: made.length + 1 }));
  }
  context.progress(far(people));
  return { ...workspace, directory: { ...workspace.directory, users: [...users, ...made] } };
}

function isOrdinary({ active, suspended, groups, note }: DirectoryUser): boolean {
  const isAdministrator = groups.some((group) => /admin/i.test(group));
  return active && suspended !== true && groups.length <= MOST_GROUPS && !isAdministrator && note?.kind !== "question";
}

interface NewName {
  readonly given: string;
  readonly surname: string;
  /** Unique: what stands before the `@`. */
  readonly nickname: string;
  readonly number: number;
}

function makePerson(model: DirectoryUser, name: NewName): DirectoryUser {
  const { note: _, secondFactors: __, ...rest } = model;
  const address = `${name.nickname}@${domainOf(model)}`;
  const attributes = new Map(Object.entries(model.attributes));
  const own: Readonly<Record<string, string | boolean>> = {
    displayName: `${name.given} ${name.surname}`,
    givenName: name.given,
    surname: name.surname,
    mail: address,
    mailNickname: name.nickname,
    emailVerified: true,
    employeeId: String(500_000 + name.number),
  };
  for (const [member, value] of Object.entries(own)) if (attributes.has(member)) attributes.set(member, value);
  return {
    ...rest,
    id: `u-p${name.number}`,
    userName: address,
    active: name.number % DISABLED_EVERY !== 0,
    attributes: Object.fromEntries(attributes),
  };
}

function domainOf({ userName }: DirectoryUser): string {
  return userName.slice(userName.lastIndexOf("@") + 1);
}

/** `ines.moreau`, or `ines.moreau2` where there is one of that name. */
function freeNickname(given: string, surname: string, model: DirectoryUser, taken: Set<unknown>): string {
  const stem = `${plain(given)}.${plain(surname)}`;
  for (let number = 1; ; number += 1) {
    const nickname = number === 1 ? stem : `${stem}${number}`;
    if (taken.has(nickname)) continue;
    taken.add(nickname);
    if (!taken.has(`${nickname}@${domainOf(model)}`)) return nickname;
  }
}

function plain(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Draws whole numbers below a limit from a seed. */
function createDraw(seed: string): (below: number) => number {
  const random = createSeededRandom(seed);
  return (below) => {
    const [first = 0, second = 0, third = 0] = random.bytes(3);
    return ((first << 16) | (second << 8) | third) % below;
  };
}
