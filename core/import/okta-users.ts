import type { ImportPlan } from "./import-plan.ts";
import { type JsonEntry, objectIn, textIn } from "./json-list.ts";
import type { PlannerInput } from "./plan-import.ts";
import { readMembers } from "./read-members.ts";
import type { PersonAttributes, ReadPerson } from "./read-people.ts";
import { planUserList, type UserReading } from "./user-list.ts";

/**
 * Works out what users of Okta's API would do (reference: user-formats.md, section 2b). Attributes keep the names of the
 * profile, and null stays null; `status` is an attribute too.
 */
export function planOktaUsers(input: PlannerInput): Promise<ImportPlan> {
  return planUserList(input, { lists: ["users"], always: ["status"], readUser });
}

/** Whether somebody in this status is let in. Whoever is staged is not yet; who is suspended, not for a while. */
const LET_IN: Readonly<Record<string, boolean>> = {
  STAGED: false,
  PROVISIONED: true,
  ACTIVE: true,
  RECOVERY: true,
  PASSWORD_EXPIRED: true,
  LOCKED_OUT: true,
  SUSPENDED: true,
  DEPROVISIONED: false,
};

function readUser({ at, value }: JsonEntry, { carried, odd, placeOf, report }: UserReading): ReadPerson | undefined {
  const profile = objectIn(value, "profile");
  const userName = textIn(profile, "login");
  const id = textIn(value, "id");
  if (userName === undefined) {
    const message = "Its profile has no login.";
    report.addOne("refused", () => ({ place: placeOf(at), subject: id ?? "", message }));
    return undefined;
  }
  const attributes: PersonAttributes = {};
  const nameOf = (member: string): string | undefined => (member === "login" ? undefined : member);
  readMembers(profile, attributes, { carried, odd, nullIsNothing: false, nameOf });
  const status = textIn(value, "status") ?? "";
  if (status !== "") attributes.status = status;
  const active = Object.hasOwn(LET_IN, status) ? LET_IN[status] : undefined;
  if (active === undefined) {
    report.addOne("notUnderstood", () => ({
      place: placeOf(at),
      subject: userName,
      message: `Found the status ${JSON.stringify(status)}; whether the person is active stays as it is, and is yes for somebody new.`,
    }));
  }
  return { at, id, userName: userName.trim(), active, suspended: status === "SUSPENDED", attributes };
}
