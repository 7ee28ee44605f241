import type { Account } from "../accounts/account.ts";
import { createAccountStore } from "../accounts/account-store.ts";
import type { Random } from "../random.ts";
import { checkResource } from "../scim/check-resource.ts";
import { isScimObject, memberOf, type ScimObject } from "../scim/resource.ts";
import { ScimError } from "../scim/scim-error.ts";
import { type ScimWatch, UNWATCHED } from "../scim/watch.ts";
import type { Application } from "../sp/application.ts";
import { deriveScimSettings } from "../sp/default-scim.ts";
import { type ScimStoreContext, setUpScim } from "../sp/scim-context.ts";
import { applyScimRoles } from "../sp/scim-roles.ts";
import { buildUser, changeAccount, makeAccount } from "../sp/scim-user.ts";
import { planAccounts, type ReadAccount } from "./account-plan.ts";
import { readAtPace } from "./at-pace.ts";
import { askForApplication, findConnection } from "./find-application.ts";
import type { ImportPlan } from "./import-plan.ts";
import {
  isJsonObject,
  type JsonEntry,
  type JsonObject,
  listIn,
  readJsonList,
  tellMorePages,
  textIn,
} from "./json-list.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport, type ReportWriter } from "./report.ts";
import { withKnownSchemas } from "./scim-resource.ts";

/**
 * Works out what the users of an application's own SCIM server would do: each is read as the application's server here reads
 * what a client sends it, with its bindings, its leniency and its roles.
 */
export async function planAccountsScim(input: PlannerInput): Promise<ImportPlan> {
  const { json, file, workspace, pace } = input;
  const found = findConnection(input, []);
  if (found === undefined) return askForApplication(input);
  const report = createReport();
  const { entries, placeOf } = readJsonList(json, { file, members: ["Resources"], report });
  tellMorePages(json, report);
  const context = buildContext(found.application, { at: workspace.clock.now, why: `Imported from ${file}.` });
  const accounts = await readAtPace(entries, { pace, what: "accounts" }, (entry) =>
    readUser(entry, context, placeOf, report),
  );
  return planAccounts(input, found, { accounts, placeOf }, report);
}

function buildContext(application: Application, writing: ScimStoreContext["writing"]): ScimStoreContext {
  const settings = application.scim ?? deriveScimSettings(application);
  return {
    ...setUpScim(application, settings),
    application,
    accounts: createAccountStore(application.accounts),
    groups: { read: () => application.groups ?? [], write: () => {} },
    random: NO_RANDOM,
    writing,
    changed: () => {},
    evaluated: () => {},
  };
}

/** Ids come from the file. */
const NO_RANDOM: Random = {
  bytes() {
    throw new TypeError("An import draws nothing.");
  },
};

function readUser(
  { at, value }: JsonEntry,
  context: ScimStoreContext,
  placeOf: (at: number) => string,
  report: ReportWriter,
): ReadAccount | undefined {
  const subject = textIn(value, "userName") ?? textIn(value, "displayName") ?? textIn(value, "id") ?? "";
  const say = (result: "refused" | "notUnderstood", message: string): undefined => {
    report.addOne(result, () => ({ place: placeOf(at), subject, message }));
  };
  if (listIn(value, "schemas").some((id) => /:Group$/.test(String(id))))
    return say(
      "notUnderstood",
      "A group among the users is left out; its members' roles come from what each user lists.",
    );
  const resource = checked(value, context, say);
  if (resource === undefined) return undefined;
  const watch: ScimWatch = { ...UNWATCHED, note: (message) => say("notUnderstood", message) };
  return {
    at,
    id: textIn(value, "id"),
    userName: String(memberOf(resource, "userName")),
    externalId: textIn(value, "externalId"),
    mail: mailIn(resource),
    write: (present, id) => write(present, id, { resource, context, watch }),
  };
}

interface Writing {
  readonly resource: ScimObject;
  readonly context: ScimStoreContext;
  readonly watch: ScimWatch;
}

function write(present: Account | undefined, id: string, { resource, context, watch }: Writing): Account {
  const { shape, writing, baseUrl } = context;
  const account =
    present === undefined
      ? makeAccount(id, resource, shape, writing)
      : changeAccount(present, buildUser(present, [], shape, baseUrl), resource, shape, writing);
  return applyScimRoles(account, resource, context, watch);
}

function checked(
  value: JsonObject,
  { shape, settings: { behaviour } }: ScimStoreContext,
  say: (result: "refused", message: string) => undefined,
): ScimObject | undefined {
  try {
    return checkResource(withKnownSchemas(value, shape.user), shape.user, { ...behaviour, lenient: true }).resource;
  } catch (error) {
    if (error instanceof ScimError) return say("refused", error.message);
    throw error;
  }
}

/** The primary address, else the first. */
function mailIn(resource: ScimObject): string | undefined {
  const emails = listIn({ emails: memberOf(resource, "emails") }, "emails").filter(isScimObject);
  const chosen = emails.find((email) => memberOf(email, "primary") === true) ?? emails[0];
  return isJsonObject(chosen) ? textIn(chosen, "value") : undefined;
}
