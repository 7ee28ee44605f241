import { type Account, accountImportSchema } from "../accounts/account.ts";
import type { AccountGroup } from "../accounts/account-group.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { withoutClientToken } from "../provisioning/settings.ts";
import { createSeededRandom, randomToken } from "../random.ts";
import type { Application } from "../sp/application.ts";
import { mapStrings } from "./map-strings.ts";
import { createPseudonymiser, type Pseudonymiser } from "./pseudonym.ts";
import { replaceInAction } from "./pseudonym-action.ts";
import { createFilePseudonymiser, type FilePseudonymiser } from "./pseudonym-file.ts";
import { createUserPseudonymiser, type UserPseudonymiser } from "./pseudonym-user.ts";
import { checkpointState } from "./read-record.ts";
import { JOURNAL_VERSION, type JournalRecord, pack } from "./record.ts";
import type { Workspace, WorkspaceDocument } from "./workspace.ts";

/** What is to be shared. */
export interface ShareRequest {
  readonly workspace: Workspace;
  /** The journal in full, and the record that the workspace came after. */
  readonly records: readonly JournalRecord[];
  readonly head: string | null;
  /** Replaces what tells who people are, everywhere, and leaves traces out: people's names are in their signed bytes. */
  readonly pseudonymise: boolean;
  /** Decides the copy's own seed, and what names are replaced by. Whoever knows it can tell them again: make one and forget it. */
  readonly seed: string;
}

const TRACES_LEFT_OUT =
  "People are pseudonymised. The traces are left out: the signed messages in them hold people's names.";

const FILES_LEFT_OUT = "The configuration files that were imported are left out: they may mention people.";

const MEMBERS_LEFT_OUT =
  "Of what SCIM clients sent, pictures, certificates, links and whatever RFC 7643 does not name are left out: they may tell who somebody is.";

/**
 * A copy to share, as one document with its journal inside: without private keys, client secrets, bearer tokens,
 * pairwise salts and open sessions, in the state and in every checkpoint. They all get one new seed, because every token of the simulation
 * can be made again from the old one. Certificates stay; new keys are made when it is first run.
 *
 * Pseudonymised, people lose their names, user names, addresses, numbers and ids; group names, departments, titles,
 * places and the like stay, because mappings depend on them ({@link createPseudonymiser}). Notes and reasons lose the
 * names of the people they mention; what else they say about somebody stays. Of what SCIM clients sent, only what can
 * be judged is kept, replaced like the rest ({@link createUserPseudonymiser}).
 */
export function copyToShare({ workspace, records, head, pseudonymise, seed }: ShareRequest): WorkspaceDocument {
  const ownSeed = randomToken(createSeededRandom(`${seed}/copy`));
  const states = [workspace, ...records.flatMap(stateOf)].map((state) => ({ ...withoutSecrets(state), seed: ownSeed }));
  if (!pseudonymise) return withJournal(states, records, head);
  const pseudonyms = createPseudonymiser(seed);
  const users = createUserPseudonymiser(pseudonyms);
  const files = createFilePseudonymiser();
  for (const state of states) learn(state, pseudonyms, users);
  for (const state of states) files.learn(state);
  for (const state of states) learnSubjects(state, pseudonyms);
  for (const record of records) if (record.type === "action") replaceInAction(record.action, pseudonyms);
  const mention = mentionIn(pseudonyms, files);
  const replaced = states.map((state) => files.replace(replaceEverywhere(state, { pseudonyms, users, mention })));
  return withJournal(
    replaced,
    records.map((record) => replaceInRecord(record, pseudonyms, mention)),
    head,
    [
      TRACES_LEFT_OUT,
      ...(states.some(hasImported) ? [FILES_LEFT_OUT] : []),
      ...(users.hasLeftOut() ? [MEMBERS_LEFT_OUT] : []),
    ].join(" "),
  );
}

function hasImported({ identityProviders }: Workspace): boolean {
  return identityProviders.some(({ connections, groupRules }) =>
    [...connections, ...(groupRules?.rules ?? [])].some(({ imported }) => imported !== undefined),
  );
}

/** What the copy leaves out or changes, for whoever made it: one sentence each. */
export function describeCopy({ journal }: WorkspaceDocument): readonly string[] {
  const note = journal !== undefined && "note" in journal ? journal.note : undefined;
  const always = "Opening it makes new keys, client secrets, bearer tokens and pairwise identifiers.";
  return note === undefined ? [always] : [note, always];
}

function stateOf(record: JournalRecord): readonly Workspace[] {
  return record.type === "checkpoint" ? [checkpointState(record)] : [];
}

/** The document: `states` are the workspace's and then each checkpoint's, in the order of the records. */
function withJournal(
  [workspace, ...checkpoints]: readonly Workspace[],
  records: readonly JournalRecord[],
  head: string | null,
  note?: string,
): WorkspaceDocument {
  if (workspace === undefined) throw new TypeError("There is no workspace to share.");
  const remaining = [...checkpoints];
  const shared = records.map((record) =>
    record.type === "checkpoint" ? { ...record, state: pack(remaining.shift()) } : record,
  );
  return {
    ...workspace,
    journal: { version: JOURNAL_VERSION, ...(note !== undefined && { note }), head, records: shared },
  };
}

function withoutSecrets(workspace: Workspace): Workspace {
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map(({ pairwiseSalt: _, ...provider }) => ({
      ...provider,
      keys: provider.keys.map(({ privateKey: __, ...key }) => key),
      connections: provider.connections.map((connection) => withoutClientTokens(withoutClientSecret(connection))),
    })),
    applications: workspace.applications.map((application) =>
      withoutBearerToken(withoutSamlKey(withoutClientSecret(application))),
    ),
    runtime: { identityProviders: {}, applications: {} },
  };
}

function withoutClientSecret<Party extends Application | Workspace["identityProviders"][number]["connections"][number]>(
  party: Party,
): Party {
  if (party.oidc === undefined) return party;
  const { clientSecret: _, ...oidc } = party.oidc;
  return { ...party, oidc };
}

type Connection = Workspace["identityProviders"][number]["connections"][number];

function withoutClientTokens(connection: Connection): Connection {
  const { provisioning } = connection;
  return provisioning === undefined ? connection : { ...connection, provisioning: withoutClientToken(provisioning) };
}

function withoutSamlKey(application: Application): Application {
  const { saml } = application;
  return saml?.key === undefined
    ? application
    : { ...application, saml: { ...saml, key: { certificate: saml.key.certificate } } };
}

function withoutBearerToken(application: Application): Application {
  if (application.scim === undefined) return application;
  const { bearerToken: _, ...scim } = application.scim;
  return { ...application, scim };
}

/** Meets every id, name and address, so that each is known wherever it is mentioned later. */
function learn(workspace: Workspace, pseudonyms: Pseudonymiser, users: UserPseudonymiser): void {
  const accounts = workspace.applications.flatMap((application) => application.accounts);
  for (const { id } of workspace.directory.users) pseudonyms.learnId(id, "person");
  for (const { id } of accounts) pseudonyms.learnId(id, "account");
  for (const user of workspace.directory.users) replacePersonal(user, pseudonyms);
  for (const account of accounts) replacePersonal(account, pseudonyms);
  for (const { id, accounts: own } of workspace.applications)
    for (const account of own) replaceKept(account, id, users);
  mapStrings(workspace, (text, member) =>
    member === "owner" && !isOwnership(text) ? pseudonyms.personal(text) : text,
  );
}

/** Of an imported account, `owner` says whether its owner is known; of a note it is somebody's name. */
function isOwnership(text: string): boolean {
  return accountImportSchema.shape.owner.safeParse(text).success;
}

/** What issuers call people, once everybody is known: identifiers that are nobody's name are found in sentences too. */
function learnSubjects({ applications }: Workspace, pseudonyms: Pseudonymiser): void {
  for (const { accounts } of applications) for (const { links } of accounts) replaceSubjects(links, pseudonyms);
}

function replaceSubjects(links: Account["links"], pseudonyms: Pseudonymiser): Account["links"] {
  return links.map((link) => ({ ...link, subject: pseudonyms.subject(link.subject) }));
}

/** What a person and an account have in common: all of it tells who somebody is. */
function replacePersonal(
  { id, userName, attributes }: Pick<DirectoryUser, "id" | "userName" | "attributes">,
  pseudonyms: Pseudonymiser,
): Pick<DirectoryUser, "id" | "userName" | "attributes"> {
  return {
    id: pseudonyms.personal(id),
    userName: pseudonyms.personal(userName),
    attributes: pseudonyms.attributes(attributes),
  };
}

/** What the account keeps of its SCIM user, where it keeps something. */
function replaceKept({ scim }: Account, application: string, users: UserPseudonymiser): Pick<Account, "scim"> {
  return scim === undefined ? {} : { scim: users.replace(scim, application) };
}

/** What a value was before somebody else wrote it may tell who somebody is, and nothing depends on it. */
function withoutOverwritten(written: Account["written"]): Account["written"] {
  return Object.fromEntries(Object.entries(written).map(([name, { before: _, ...last }]) => [name, last]));
}

/**
 * Who is in a group is named by ids of accounts. Its own name stays, as those of the directory's groups do, and what a
 * client calls it stays where it is the id of one of these: it says nothing about anybody, and goes with it.
 */
function replaceInGroups(
  groups: readonly AccountGroup[],
  { directory }: Workspace,
  pseudonyms: Pseudonymiser,
): AccountGroup[] {
  const known = new Set(directory.groups.map(({ id }) => id));
  return groups.map((group) => ({
    ...group,
    ...(group.externalId === undefined || known.has(group.externalId)
      ? {}
      : { externalId: pseudonyms.subject(group.externalId) }),
    members: group.members.map((member) => ({ ...member, id: pseudonyms.id(member.id) })),
  }));
}

/** Members with sentences that may mention people. */
const SENTENCES: ReadonlySet<string> = new Set(["text", "owner", "why", "reason", "what", "description"]);

/** What a workspace is gone through with. */
interface Replacing {
  readonly pseudonyms: Pseudonymiser;
  readonly users: UserPseudonymiser;
  readonly mention: Mention;
}

function replaceEverywhere(workspace: Workspace, { pseudonyms, users, mention }: Replacing): Workspace {
  const mentions = mapStrings(workspace, mention, (name, member) =>
    NAMED_BY_REFERENCE.has(member) ? pseudonyms.reference(name) : name,
  );
  const { directory } = mentions;
  return {
    ...mentions,
    people: "pseudonymised",
    directory: { ...directory, users: overlayPersonal(directory.users, workspace.directory.users, pseudonyms) },
    identityProviders: mentions.identityProviders.map((provider) => ({
      ...provider,
      connections: provider.connections.map(withoutImported),
      ...(provider.groupRules === undefined ? {} : { groupRules: withoutImportedRules(provider.groupRules) }),
    })),
    applications: mentions.applications.map((application, index) => {
      const originals = workspace.applications[index]?.accounts ?? [];
      return {
        ...application,
        accounts: overlayPersonal(application.accounts, originals, pseudonyms).map((account, place) => ({
          ...account,
          links: replaceSubjects(originals[place]?.links ?? [], pseudonyms),
          written: withoutOverwritten(account.written),
          ...replaceKept(originals[place] ?? account, application.id, users),
        })),
        ...(application.groups === undefined
          ? {}
          : { groups: replaceInGroups(application.groups, workspace, pseudonyms) }),
      };
    }),
  };
}

/** A file of somebody's own configuration may mention anybody anywhere. What was made of it stays. */
function withoutImported({ imported: _, ...connection }: Connection): Connection {
  return connection;
}

type GroupRules = NonNullable<Workspace["identityProviders"][number]["groupRules"]>;

function withoutImportedRules(groupRules: GroupRules): GroupRules {
  return { ...groupRules, rules: groupRules.rules.map(({ imported: _, ...rule }) => rule) };
}

function overlayPersonal<Person extends DirectoryUser | Account>(
  mentions: readonly Person[],
  originals: readonly Person[],
  pseudonyms: Pseudonymiser,
): Person[] {
  return originals.map((original, index) => ({
    ...(mentions[index] ?? original),
    ...replacePersonal(original, pseudonyms),
  }));
}

/** Members whose own members go by values of people: a table of claims, and who is assigned which app roles. */
const NAMED_BY_REFERENCE: ReadonlySet<string> = new Set(["table", "users"]);

/** Only members that can hold a reference are looked at: nobody's user name may change what a setting says. */
const REFERENCES: ReadonlySet<string> = new Set([
  "user",
  "users",
  "account",
  "subject",
  "value",
  "values",
  "defaultIfNull",
  "allowedEmailDomains",
]);

/** Another text for the one of a member. */
type Mention = (text: string, member: string) => string;

function mentionIn(pseudonyms: Pseudonymiser, files: FilePseudonymiser): Mention {
  return (text, member) => {
    if (member === "owner" && isOwnership(text)) return text;
    if (SENTENCES.has(member)) return pseudonyms.mention(files.mention(text));
    if (member === "setting") return text.split("/").map(pseudonyms.id).join("/");
    return REFERENCES.has(member) ? pseudonyms.reference(text) : text;
  };
}

function replaceInRecord(record: JournalRecord, pseudonyms: Pseudonymiser, mention: Mention): JournalRecord {
  if (record.type === "checkpoint") return { ...record, name: mention(record.name, "text") };
  if (record.type === "edit") {
    const { again: _, events: __, ...rest } = record;
    return mapStrings(rest, mention);
  }
  if (record.type !== "action") return mapStrings(record, mention);
  const { trace: _, before: __, action, ...rest } = record;
  return { ...mapStrings(rest, mention), action: replaceInAction(action, pseudonyms) };
}
