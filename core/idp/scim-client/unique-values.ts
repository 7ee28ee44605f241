import { asksForUniqueValue } from "../../mapping/unique-value.ts";
import type { MappedUser, RowWorld } from "../../provisioning/map-user.ts";
import type { Refusal } from "./exchange.ts";
import { idOf, resourcesIn } from "./match.ts";
import { notice } from "./person-steps.ts";
import type { ClientRun, Subject } from "./run.ts";
import type { Target } from "./targets.ts";

/** What the rows give, or the request that nothing came of. */
export type AskedMapping =
  | { readonly mapped: MappedUser; readonly failed?: never }
  | { readonly failed: Refusal; readonly mapped?: never };

type IsTakenAt = NonNullable<RowWorld["isTakenAt"]>;

/** A value that an expression wants to know of whether somebody has it. */
interface Question {
  readonly target: Target;
  readonly value: string;
}

/**
 * Evaluates the rows for an account that is to be made. Where an expression asks whether a value is taken, the application
 * is asked, as Entra does it: by a search for each candidate, one after another, until one is free. The rows are evaluated
 * anew with each answer, which gives the same up to the question that is next.
 *
 * @param own id of the account that is the person's own, if there is one: its values are not taken
 * @param map evaluates the rows; without an argument nobody is asked
 */
export async function mapAsking(
  run: ClientRun,
  subject: Subject,
  own: string | undefined,
  map: (isTakenAt?: IsTakenAt) => MappedUser,
): Promise<AskedMapping> {
  if (!run.world.provisioning.mappings.some(({ source }) => asksForUniqueValue(source))) return { mapped: map() };
  const answers = new Map<string, boolean>();
  for (;;) {
    let open: Question | undefined;
    const mapped = map((text, value) => {
      const known = answers.get(keyOf(text, value));
      if (known === undefined) open ??= questionAbout(run, text, value);
      return known ?? false;
    });
    if (open === undefined) return { mapped };
    const { target, value } = open;
    const answer = await askApplication(run, subject, open, own);
    if (typeof answer !== "boolean") return { failed: answer };
    answers.set(keyOf(target.text, value), answer);
  }
}

function keyOf(target: string, value: string): string {
  return JSON.stringify([target, value]);
}

/** Nobody is asked about a target that names no place: its value is not sent. */
function questionAbout({ targets }: ClientRun, text: string, value: string): Question | undefined {
  const target = targets.plain.find((each) => each.text === text);
  return target === undefined ? undefined : { target, value };
}

/** Whether somebody has the value, as the application says; the refusal where it does not. */
async function askApplication(
  run: ClientRun,
  { userName }: Subject,
  { target, value }: Question,
  own: string | undefined,
): Promise<boolean | Refusal> {
  const filter = run.dialect.buildFilter(target.path, value);
  const title = `${run.dialect.name} asks ${run.world.application.name} whether ${value} is taken`;
  const why = `\`SelectUniqueValue\` looks for a value of \`${target.text}\` for ${userName} that nobody has: accounts are searched for ${filter}.`;
  run.call.record({ ...notice(run, "decide", title, why, "ok"), to: run.server });
  const reply = await run.exchange.send({
    method: "GET",
    path: "/Users",
    query: `filter=${encodeURIComponent(filter)}`,
  });
  if (!reply.ok) return reply;
  const isTaken = resourcesIn(reply.body).some((found) => idOf(found) !== own);
  run.call.record(tellAnswer(run, value, isTaken));
  return isTaken;
}

function tellAnswer(run: ClientRun, value: string, isTaken: boolean) {
  return isTaken
    ? notice(run, "decide", `${value} is taken`, "Somebody has it: the next unique value is tried.", "ok")
    : notice(run, "decide", `${value} is free`, "Nobody has it, so it is chosen.", "ok");
}
