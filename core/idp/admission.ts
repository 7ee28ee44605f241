import type { DirectoryUser } from "../directory/directory.ts";
import type { Call } from "../party/party.ts";
import { checkRules, type Rule, verdictOf } from "../trace/checklist.ts";
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
  const { checks, failure } = checkRules(admissionRules(world, connection, user), user, "");
  call.record({
    kind: "checks",
    from: idpActor(world),
    to: idpActor(world),
    phase: "signIn",
    status: failure === undefined ? "ok" : "refused",
    title: failure === undefined ? `${user.userName} may sign in` : `${user.userName} may not sign in`,
    why: "Before it says anything to the application, the identity provider looks at the person and at the assignment.",
    subject: "person",
    checks,
  });
  return failure === undefined ? undefined : { ...failure, application: connection.application, status: 403 };
}

/** The rules about one person at one application: each names the very setting behind it, from the workspace's top. */
function admissionRules(
  world: IdentityProviderWorld,
  connection: Connection,
  { id }: DirectoryUser,
): readonly Rule<DirectoryUser, never>[] {
  const name = world.applicationName(connection.application);
  return [
    {
      code: "IDP_USER_DISABLED",
      name: "The person is active",
      spec: "directory",
      setting: `directory/users/${id}/active`,
      check: ({ active, userName }) =>
        verdictOf(
          active,
          "active",
          active ? "active" : "disabled",
          `${userName} is disabled in the directory. The application was told nothing; accounts that exist there stay as they are.`,
        ),
    },
    {
      code: "IDP_USER_SUSPENDED",
      name: "The person is not suspended",
      spec: "directory",
      setting: `directory/users/${id}/suspended`,
      check: ({ suspended, userName }) =>
        verdictOf(
          suspended !== true,
          "not suspended",
          suspended === true ? "suspended" : "not suspended",
          `${userName} is suspended in the directory. The application was told nothing.`,
        ),
    },
    {
      code: "IDP_NOT_ASSIGNED",
      name: `The person is assigned to ${name}`,
      spec: "assignment",
      setting: `identityProviders/${world.provider.id}/connections/${connection.application}/assignment`,
      check: (user) => {
        const by = assignedBy(connection, user);
        return verdictOf(
          by !== undefined,
          connection.assignment.required ? "assigned directly or through a group" : "no assignment needed",
          showAssignment(world, by),
          `${user.userName} is not assigned to ${name}, which lets in assigned people only.`,
        );
      },
    },
  ];
}

function showAssignment(world: IdentityProviderWorld, by: ReturnType<typeof assignedBy>): string {
  if (by === undefined) return "not assigned";
  if (by === "everybody") return "everybody may use it";
  if (by === "user") return "assigned directly";
  const group = world.directory.groups.find(({ id }) => id === by.group);
  return `through the group ${group?.name ?? by.group}`;
}
