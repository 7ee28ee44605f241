import type { DirectoryUser } from "../directory/directory.ts";
import type { Call } from "../party/party.ts";
import type { Check } from "../trace/step.ts";
import { assignedBy } from "./assignment.ts";
import type { Connection } from "./identity-provider.ts";
import type { IdpRefusal } from "./refusal.ts";
import { type IdentityProviderWorld, idpActor } from "./world.ts";

/**
 * Whether this person may sign in to this application, one rule after another, each shown: active, not suspended,
 * assigned. Records the checks and gives back why not, or undefined.
 */
export function checkAdmission(
  world: IdentityProviderWorld,
  call: Call,
  user: DirectoryUser,
  connection: Connection,
): IdpRefusal | undefined {
  const rules = [checkActive(user), checkNotSuspended(user), checkAssigned(world, user, connection)];
  const failed = rules.findIndex((rule) => rule.check.result === "failed");
  const checks = rules.map(
    ({ check }, index): Check =>
      failed >= 0 && index > failed ? { ...check, result: "notReached", actual: "not looked at" } : check,
  );
  const refusal = rules[failed];
  call.record({
    kind: "checks",
    from: idpActor(world),
    to: idpActor(world),
    phase: "signIn",
    status: refusal === undefined ? "ok" : "refused",
    title: refusal === undefined ? `${user.userName} may sign in` : `${user.userName} may not sign in`,
    why: "Before it says anything to the application, the identity provider looks at the person and at the assignment.",
    subject: "person",
    checks,
  });
  if (refusal === undefined) return undefined;
  const { code, setting } = refusal.check;
  return {
    code,
    reason: refusal.reason,
    application: connection.application,
    status: 403,
    ...(setting === undefined ? {} : { setting }),
  };
}

interface Rule {
  readonly check: Check;
  /** What to say when it failed. */
  readonly reason: string;
}

function checkActive(user: DirectoryUser): Rule {
  return {
    check: {
      code: "IDP_USER_DISABLED",
      name: "The person is active",
      result: user.active ? "passed" : "failed",
      expected: "active",
      actual: user.active ? "active" : "disabled",
      spec: "directory",
      setting: `directory/users/${user.id}/active`,
    },
    reason: `${user.userName} is disabled in the directory. The application was told nothing; accounts that exist there stay as they are.`,
  };
}

function checkNotSuspended(user: DirectoryUser): Rule {
  const suspended = user.suspended === true;
  return {
    check: {
      code: "IDP_USER_SUSPENDED",
      name: "The person is not suspended",
      result: suspended ? "failed" : "passed",
      expected: "not suspended",
      actual: suspended ? "suspended" : "not suspended",
      spec: "directory",
      setting: `directory/users/${user.id}/suspended`,
    },
    reason: `${user.userName} is suspended in the directory. The application was told nothing.`,
  };
}

function checkAssigned(world: IdentityProviderWorld, user: DirectoryUser, connection: Connection): Rule {
  const by = assignedBy(connection, user);
  const name = world.applicationName(connection.application);
  return {
    check: {
      code: "IDP_NOT_ASSIGNED",
      name: `The person is assigned to ${name}`,
      result: by === undefined ? "failed" : "passed",
      expected: connection.assignment.required ? "assigned directly or through a group" : "no assignment needed",
      actual: showAssignment(world, by),
      spec: "assignment",
      setting: `identityProviders/${world.provider.id}/connections/${connection.application}/assignment`,
    },
    reason: `${user.userName} is not assigned to ${name}, which lets in assigned people only.`,
  };
}

function showAssignment(world: IdentityProviderWorld, by: ReturnType<typeof assignedBy>): string {
  if (by === undefined) return "not assigned";
  if (by === "everybody") return "everybody may use it";
  if (by === "user") return "assigned directly";
  const group = world.directory.groups.find(({ id }) => id === by.group);
  return `through the group ${group?.name ?? by.group}`;
}
