import { didYouMean, RehearsalError } from "../errors.ts";
import { foldCase } from "../fold-case.ts";
import type { Connection, IdentityProvider } from "../idp/identity-provider.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";
import type { ImportOptions, ImportPlan, ImportQuestion } from "./import-plan.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport } from "./report.ts";

/** The connection that a file is about. */
export interface FoundConnection {
  readonly application: Application;
  readonly provider: IdentityProvider;
  /** Made from nothing where there is none yet. */
  readonly connection: Connection;
}

/** The id of the question which application a file is about. */
export const APPLICATION_QUESTION = "application";

/**
 * Finds the connection that a file is about: by what whoever imports says, else by the names that stand in the file, with
 * its own among them. Undefined where that has to be asked.
 * @throws {RehearsalError} IMPORT_UNKNOWN_APPLICATION, IMPORT_UNKNOWN_IDENTITY_PROVIDER
 */
export function findConnection(
  { workspace, options, file }: Pick<PlannerInput, "workspace" | "options" | "file">,
  names: readonly string[],
): FoundConnection | undefined {
  const application = findApplication(workspace, options, [...names, file.replace(/\.\w+$/, "")]);
  if (application === undefined) return undefined;
  const provider = findProvider(workspace, options, application);
  const known = provider.connections.find((each) => each.application === application.id);
  const assignment = { required: true, users: [], groups: [] };
  return { application, provider, connection: known ?? { application: application.id, assignment } };
}

function findApplication(
  { applications }: Workspace,
  { application: said, answers = {} }: ImportOptions,
  names: readonly string[],
): Application | undefined {
  const wanted = said ?? (Object.hasOwn(answers, APPLICATION_QUESTION) ? answers[APPLICATION_QUESTION] : undefined);
  if (wanted === undefined) return names.map((name) => byName(applications, name)).find((found) => found !== undefined);
  const found = applications.find(({ id }) => id === wanted);
  if (found !== undefined) return found;
  const ids = applications.map(({ id }) => id);
  const message = `There is no application ${JSON.stringify(wanted)}.${didYouMean(wanted, ids)}`;
  throw new RehearsalError("IMPORT_UNKNOWN_APPLICATION", message);
}

/** By its id or its name, whatever their case and punctuation. */
function byName(applications: readonly Application[], name: string): Application | undefined {
  const wanted = lettersOf(name);
  if (wanted === "") return undefined;
  return applications.find((each) => lettersOf(each.id) === wanted || lettersOf(each.name) === wanted);
}

function lettersOf(text: string): string {
  return foldCase(text).replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * The identity provider that a file is about: the one that is said, else the one that has a connection to the application,
 * else the first.
 * @throws {RehearsalError} IMPORT_UNKNOWN_IDENTITY_PROVIDER
 */
export function findProvider(
  { identityProviders }: Workspace,
  { identityProvider: wanted }: ImportOptions,
  application?: Application,
): IdentityProvider {
  const connected = identityProviders.find(({ connections }) =>
    connections.some((connection) => connection.application === application?.id),
  );
  const found =
    wanted === undefined ? (connected ?? identityProviders[0]) : identityProviders.find((each) => each.id === wanted);
  if (found !== undefined) return found;
  const ids = identityProviders.map((each) => each.id);
  const message =
    wanted === undefined
      ? "There is no identity provider whose settings these could be."
      : `There is no identity provider ${JSON.stringify(wanted)}.${didYouMean(wanted, ids)}`;
  throw new RehearsalError("IMPORT_UNKNOWN_IDENTITY_PROVIDER", message);
}

/** The id of the question which identity provider a file is about. */
const PROVIDER_QUESTION = "identityProvider";

/**
 * The identity provider that a file of no application is about: the one that is said, else the only one. Undefined where
 * that has to be asked.
 * @throws {RehearsalError} IMPORT_UNKNOWN_IDENTITY_PROVIDER
 */
export function findNamedProvider({ workspace, options }: PlannerInput): IdentityProvider | undefined {
  const { answers = {}, identityProvider: said } = options;
  const wanted = said ?? (Object.hasOwn(answers, PROVIDER_QUESTION) ? answers[PROVIDER_QUESTION] : undefined);
  if (wanted === undefined && workspace.identityProviders.length > 1) return undefined;
  return findProvider(workspace, wanted === undefined ? {} : { identityProvider: wanted });
}

/** The plan where it has to be asked first which identity provider is meant: nothing is done. */
export function askForProvider({ kind, file, workspace }: PlannerInput): ImportPlan {
  const question: ImportQuestion = {
    id: PROVIDER_QUESTION,
    place: file,
    text: "Which identity provider is this the configuration of?",
    choices: workspace.identityProviders.map(({ id, name }) => ({ id, text: name })),
  };
  const what = `Which identity provider ${file} is about has to be said first; nothing is taken yet.`;
  return { kind, what, report: createReport().finish(), questions: [question], next: workspace };
}

/** The plan where it has to be asked first which application is meant: nothing is done. */
export function askForApplication({ kind, file, workspace }: PlannerInput): ImportPlan {
  const question: ImportQuestion = {
    id: APPLICATION_QUESTION,
    place: file,
    text: "Which application is this the configuration of?",
    choices: workspace.applications.map(({ id, name }) => ({ id, text: name })),
  };
  const what = `Which application ${file} is about has to be said first; nothing is taken yet`;
  return { kind, what, report: createReport().finish(), questions: [question], next: workspace };
}

/** The workspace with another state of a connection, which may be a new one, and of its application. */
export function withConnection(
  workspace: Workspace,
  { provider, application }: FoundConnection,
  next: { readonly connection: Connection; readonly application?: Application },
): Workspace {
  const isOther = (each: Connection) => each.application !== application.id;
  const connections = provider.connections.every(isOther)
    ? [...provider.connections, next.connection]
    : provider.connections.map((each) => (isOther(each) ? each : next.connection));
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map((each) => (each === provider ? { ...each, connections } : each)),
    applications: workspace.applications.map((each) =>
      each === application ? (next.application ?? application) : each,
    ),
  };
}
