import type { Arguments, Method } from "../contract/methods.ts";
import type { LoginPreview } from "../contract/results.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { accountsBefore } from "../simulation/accounts-before.ts";
import { runLogin } from "../simulation/login.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Evaluation, Trace } from "../trace/step.ts";
import { checkEdit } from "./check-edit.ts";
import { configurationEdit, findApplication } from "./configuration.ts";
import type { Handlers } from "./context.ts";
import { applyEdit } from "./edit.ts";
import type { PlannedEdit } from "./edits.ts";
import { findPerson, savePeople } from "./people.ts";
import { previewPopulation } from "./population.ts";
import { applyRuledEdit } from "./ruled-edit.ts";

/** What edits would come to, before they are saved. */
export const previewHandlers: Handlers<Extract<Method, `preview.${string}`>> = {
  "preview.login": async ({ sessions }, args) => previewLogin((await sessions.open(args.workspace)).workspace, args),
  "preview.population": async (context, { workspace: id, configuration }) => {
    const { workspace } = await context.sessions.open(id);
    return previewPopulation(
      context,
      workspace,
      drafted(workspace, configurationEdit(workspace, configuration)),
      configuration,
    );
  },
};

/** A login that is carried out like any other on a workspace with the drafts in their places, and then forgotten. */
async function previewLogin(
  saved: Workspace,
  { application: id, person, configuration }: Arguments<"preview.login">,
): Promise<LoginPreview> {
  const configured = configuration === undefined ? saved : drafted(saved, configurationEdit(saved, configuration));
  const workspace =
    typeof person === "string"
      ? configured
      : await draftedPeople(configured, savePeople(configured, { people: [person], pathOf: () => "person" }));
  const user: DirectoryUser = findPerson(workspace, typeof person === "string" ? person : person.id);
  const application = findApplication(workspace, id);
  const action = {
    type: "login",
    user: user.userName,
    application: id,
    protocol: application.signOn,
    startAt: "application",
  } as const;
  const { trace, outcome, decision, account } = await runLogin(workspace, action);
  const [before] = accountsBefore(workspace, action, trace);
  return {
    outcome,
    ...(decision === undefined ? {} : { decision }),
    ...splitEvaluations(trace, id),
    changes: trace.steps.flatMap((step) => (step.kind === "change" ? step.changes : [])),
    ...(before === undefined ? {} : { before: before.account }),
    ...(account === undefined ? {} : { after: account }),
  };
}

/** The workspace with an edit made and not saved; one that could not be saved is refused the same way. */
function drafted(workspace: Workspace, { edit, names }: PlannedEdit): Workspace {
  const edited = applyEdit(workspace, edit.replacements).workspace;
  checkEdit(workspace, edited, names ?? new Map());
  return edited;
}

/** The same for people: where active group rules put them counts too. */
async function draftedPeople(workspace: Workspace, planned: PlannedEdit): Promise<Workspace> {
  const edited = (await applyRuledEdit(workspace, planned)).workspace;
  checkEdit(workspace, edited, planned.names ?? new Map());
  return edited;
}

/** The evaluations of a trace by whose they are: the identity provider's claims, the application's mapping and role rules. */
export function splitEvaluations(
  { steps }: Trace,
  application: string,
): Pick<LoginPreview, "claims" | "attributes" | "roles"> {
  const evaluations = (from: RegExp): readonly Evaluation[] =>
    steps.flatMap((step) => (step.kind === "evaluation" && from.test(step.from) ? step.evaluations : []));
  const ofApplication = evaluations(/^app:/);
  const below = (list: string): readonly Evaluation[] =>
    ofApplication.filter(({ setting }) => setting?.startsWith(`applications/${application}/${list}/`) === true);
  return { claims: evaluations(/^idp:/), attributes: below("mappings"), roles: below("roleRules") };
}
