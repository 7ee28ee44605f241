import { z } from "zod";
import { RehearsalError } from "../errors.ts";
import type { Connection } from "../idp/identity-provider.ts";
import type { ScimClientSettings } from "../provisioning/settings.ts";
import { askForApplication, findConnection, withConnection } from "./find-application.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport } from "./report.ts";

/** A connection on its way, with what became of each setting. */
interface Change {
  readonly connection: Connection;
  readonly lines: readonly ReportLine[];
}

/**
 * Entra's list of synchronization secrets (entra-schema-format.md, "Siblings"). Only settings are taken from it. No secret
 * is stored, and no value goes into a line or an error but those of the settings that are known.
 */
export function planEntraSecrets(input: PlannerInput): ImportPlan {
  const entries = parseSecrets(input);
  return planChange(input, (connection) =>
    entries.reduce<Change>(
      (change, entry, index) => {
        const { connection: next, line } = readSecret(change.connection, entry);
        return {
          connection: next,
          lines: [...change.lines, { ...line, place: `value[${index}]`, subject: entry.key }],
        };
      },
      { connection, lines: [] },
    ),
  );
}

/** Entra's synchronization job: how often it runs; its status and quarantine are told and not taken. */
export function planEntraJob(input: PlannerInput): ImportPlan {
  const job = parseJob(input);
  return planChange(input, (connection) => {
    const { connection: next, line } = readInterval(connection, job.schedule?.interval);
    const interval: ReportLine = { ...line, place: "schedule.interval", subject: "schedule" };
    return { connection: next, lines: [interval, ...describeStatus(job)] };
  });
}

function planChange(input: PlannerInput, change: (connection: Connection) => Change): ImportPlan {
  const { workspace, file, kind } = input;
  const found = findConnection(input, []);
  if (found === undefined) return askForApplication(input);
  const { connection, lines } = change(found.connection);
  const report = createReport();
  for (const line of lines) report.add(line);
  const taken = lines.filter(({ result }) => result === "taken" || result === "adapted").length;
  const what = `${taken} of ${lines.length} settings from ${file} for ${found.application.name}`;
  const next = connection === found.connection ? workspace : withConnection(workspace, found, { connection });
  return { kind, what, report: report.finish(), questions: [], next };
}

const secretsSchema = z.looseObject({
  value: z.array(z.looseObject({ key: z.string(), value: z.unknown() })),
});

interface Secret {
  readonly key: string;
  readonly value?: unknown;
}

/** What is wrong is said without showing what was found: it may be a secret. */
function parseSecrets({ json, file }: PlannerInput): readonly Secret[] {
  const parsed = secretsSchema.safeParse(json);
  if (parsed.success) return parsed.data.value;
  const message =
    "This is no list of synchronization secrets: it has a `value`, a list of objects with `key` and `value`.";
  throw new RehearsalError("IMPORT_INVALID", message, { file, path: "value" });
}

interface ReadSetting {
  readonly connection: Connection;
  readonly line: Pick<ReportLine, "result" | "message">;
}

function readSecret(connection: Connection, { key, value }: Secret): ReadSetting {
  const text = typeof value === "string" ? value : "";
  switch (key) {
    case "BaseAddress":
      return readAddress(connection, text);
    case "SyncAll":
      return readSyncAll(connection, text);
    case "SkipOutOfScopeDeletions":
      return readSkip(connection, text);
    case "SyncNotificationSettings":
      return readThreshold(connection, text);
    case "SecretToken":
      return { connection, line: { result: "refused", message: "Secrets are never taken: nothing of it is kept." } };
    default:
      return { connection, line: noted("It is not known whether this is a secret: nothing of it is kept.") };
  }
}

const ADDRESS = "The address itself is not taken: requests go to the application of this workspace.";

/** The flag in the tenant URL makes another client of Entra's (entra-expressions.md, section 6). */
function readAddress(connection: Connection, text: string): ReadSetting {
  if (!/[?&]aadOptscim062020\b/i.test(text)) return { connection, line: noted(ADDRESS) };
  return withClient(connection, (client) => ({ ...client, dialect: "entraScim062020" }), {
    result: "adapted",
    message: `It has the flag aadOptscim062020: requests are made as that has them. ${ADDRESS}`,
  });
}

function noted(message: string): ReadSetting["line"] {
  return { result: "notUnderstood", message };
}

function taken(message: string): ReadSetting["line"] {
  return { result: "taken", message };
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

function readSyncAll(connection: Connection, text: string): ReadSetting {
  const all = BOOLEANS.get(text.toLowerCase());
  if (all === undefined)
    return { connection, line: noted("It says neither true nor false; who is in scope stays as it is.") };
  const message = all
    ? "All users and groups are synchronised: nobody has to be assigned."
    : "Only assigned users and groups are synchronised.";
  return {
    connection: { ...connection, assignment: { ...connection.assignment, required: !all } },
    line: taken(message),
  };
}

function readSkip(connection: Connection, text: string): ReadSetting {
  const skips = BOOLEANS.get(text.toLowerCase());
  if (skips === undefined)
    return { connection, line: noted("It says neither true nor false; the setting stays as it is.") };
  return withClient(
    connection,
    ({ skipOutOfScopeDeletions: _, ...client }) => (skips ? { ...client, skipOutOfScopeDeletions: true } : client),
    taken(
      skips ? "Whoever falls out of scope keeps their account." : "Whoever falls out of scope loses their account.",
    ),
  );
}

const notificationSchema = z.looseObject({
  DeleteThresholdEnabled: z.boolean().nullish(),
  DeleteThresholdValue: z.int().min(1).nullish(),
});

function readThreshold(connection: Connection, text: string): ReadSetting {
  const parsed = notificationSchema.safeParse(parseInner(text));
  if (!parsed.success)
    return {
      connection,
      line: noted("It is not the JSON that is known of it; the deletion threshold stays as it is."),
    };
  const { DeleteThresholdEnabled: isOn, DeleteThresholdValue: value } = parsed.data;
  const threshold = isOn === true && value !== null ? value : undefined;
  return withClient(
    connection,
    ({ deletionThreshold: _, ...client }) =>
      threshold === undefined ? client : { ...client, deletionThreshold: threshold },
    taken(
      threshold === undefined
        ? "Accidental deletions are not held back."
        : `More than ${threshold} deactivations and deletions in a cycle are held back. Who is notified is not taken.`,
    ),
  );
}

function parseInner(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withClient(
  connection: Connection,
  change: (client: ScimClientSettings) => ScimClientSettings,
  line: ReadSetting["line"],
): ReadSetting {
  const { provisioning } = connection;
  if (provisioning?.way === "scim")
    return {
      connection: { ...connection, provisioning: { ...provisioning, client: change(provisioning.client) } },
      line,
    };
  return { connection, line: noted("The application is not provisioned by SCIM here yet: import its schema first.") };
}

const jobSchema = z.looseObject({
  schedule: z.looseObject({ interval: z.string().nullish(), state: z.string().nullish() }).nullish(),
  status: z
    .looseObject({
      code: z.string().nullish(),
      quarantine: z.looseObject({ reason: z.string().nullish() }).nullish(),
    })
    .nullish(),
});

type Job = z.infer<typeof jobSchema>;

function parseJob({ json, file }: PlannerInput): Job {
  const parsed = jobSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const message =
    "This is no synchronization job: it has a `schedule` with an `interval`, and a `status` with a `code`.";
  throw new RehearsalError("IMPORT_INVALID", message, { file, path: parsed.error.issues[0]?.path.join(".") ?? "" });
}

function readInterval(connection: Connection, interval: string | null | undefined): ReadSetting {
  const everyMinutes = minutesOf(interval ?? "");
  if (everyMinutes === undefined)
    return {
      connection,
      line: noted("The interval is not one of whole minutes such as `PT40M`; the cycle stays as it is."),
    };
  return withClient(
    connection,
    (client) => ({ ...client, runs: { on: "cycle", everyMinutes } }),
    taken(`A cycle every ${everyMinutes} minutes.`),
  );
}

const LONGEST_INTERVAL = 525_600;

/** The minutes of an ISO 8601 duration of days, hours, minutes and whole minutes of seconds; a year at most. */
function minutesOf(text: string): number | undefined {
  const parts = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/.exec(text);
  if (parts === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  const total = (days * 24 + hours) * 60 + minutes + seconds / 60;
  return Number.isInteger(total) && total >= 1 && total <= LONGEST_INTERVAL ? total : undefined;
}

const LONGEST_QUOTE = 200;

/** How the job stands in Entra is nothing that a rehearsal begins with. */
function describeStatus({ status, schedule }: Job): readonly ReportLine[] {
  const reason = status?.quarantine?.reason;
  const found: readonly (readonly [string, string, string | null | undefined])[] = [
    ["schedule.state", "state", schedule?.state],
    ["status.code", "status", status?.code],
    ["status.quarantine", "quarantine", reason],
  ];
  return found.flatMap(([place, subject, value]) =>
    value === null || value === undefined
      ? []
      : [
          {
            result: "notUnderstood",
            place,
            subject,
            message: `It was ${value.slice(0, LONGEST_QUOTE)}. A rehearsal begins without that.`,
          } as const,
        ],
  );
}
