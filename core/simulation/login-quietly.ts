import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { isAtWork } from "../directory/directory-change.ts";
import { assignedBy } from "../idp/assignment.ts";
import type { VerifiedIdentity } from "../jit/identity.ts";
import { provisionJustInTime } from "../jit/provision.ts";
import { type SubjectOf, subjectKeyFor } from "./account-owner.ts";
import { type Connected, withApplication } from "./find-in-workspace.ts";
import { unreachableIn } from "./outage.ts";
import { personWorldIn } from "./person-world-in.ts";
import { type ClaimsOf, createClaims } from "./received-claims.ts";
import type { Stage } from "./stage.ts";

/** What came of a login without messages. */
export interface QuietLogin {
  readonly signedIn: boolean;
  /** What just-in-time provisioning decided; absent where it was not asked. */
  readonly decision?: string;
  /** Id of the account that it was about. */
  readonly account?: string;
}

/**
 * A login as it ends, without the messages that it is made of: the same claims, the same decision, the same account, and
 * no session. For so many logins that nobody looks at one; {@link file://./login.ts} is the login that really takes place.
 */
export function loginQuietly(stage: Stage, connected: Connected, user: DirectoryUser): QuietLogin {
  stage.count("logins", 1, user.id);
  const { application } = connected;
  const unreachable = unreachableIn(stage.read());
  if (unreachable.has(`idp:${connected.provider.id}`) || unreachable.has(`app:${application.id}`))
    return refused(stage, user);
  const identity = identityOf(stage, connected, user);
  if (identity === undefined) return refused(stage, user);
  const { decision, accounts, account, signIn } = provisionJustInTime(application, identity, {
    now: stage.now(),
    random: stage.random,
    record: (step) => stage.record(step),
  });
  if (accounts !== application.accounts)
    stage.write(withApplication(stage.read(), { ...application, accounts: [...accounts] }));
  if (!signIn) stage.count("failures", 1, user.id);
  stage.happened();
  return {
    signedIn: signIn,
    decision: decision.result,
    ...(account === undefined ? {} : { account: account.id }),
  };
}

function refused(stage: Stage, { id }: DirectoryUser): QuietLogin {
  stage.count("failures", 1, id);
  return { signedIn: false };
}

/** What the identity provider would vouch for; undefined where it lets nobody through. */
function identityOf(stage: Stage, connected: Connected, user: DirectoryUser): VerifiedIdentity | undefined {
  const { directory } = stage.read();
  if (!isAtWork(user) || assignedBy(connected.connection, user) === undefined) return undefined;
  if (needsSecondFactor(connected) && (user.secondFactors ?? []).length === 0) return undefined;
  const { claimsOf, keyOf } = readerOf(directory, connected);
  const key = keyOf(user);
  if (key === undefined) return undefined;
  const { issuer, subject: value, format, nameQualifier, spNameQualifier } = key;
  const claims = claimsOf(user, () =>
    personWorldIn(connected, { directory, user, now: stage.now(), randomFor: () => stage.random }),
  );
  if (claims === undefined) return undefined;
  const emailVerified = claims.email_verified;
  return {
    protocol: connected.application.signOn,
    issuer,
    subject: {
      value,
      transient: false,
      ...(format === undefined ? {} : { format }),
      ...(nameQualifier === undefined ? {} : { nameQualifier }),
      ...(spNameQualifier === undefined ? {} : { spNameQualifier }),
    },
    claims,
    ...(typeof emailVerified === "boolean" ? { emailVerified } : {}),
  };
}

/** A second factor that an application asks for in its own request is not looked at. */
function needsSecondFactor({ provider, connection }: Connected): boolean {
  return connection.requireSecondFactor === true || provider.signOnPolicy.secondFactor === "always";
}

interface Reader {
  readonly claimsOf: ClaimsOf;
  readonly keyOf: SubjectOf;
}

/** Made once for a connection, as long as the groups of the directory are the same. */
const readers = new WeakMap<
  Connected["connection"],
  { readonly groups: Directory["groups"]; readonly reader: Reader }
>();

function readerOf(directory: Directory, { provider, connection, application }: Connected): Reader {
  const known = readers.get(connection);
  if (known?.groups === directory.groups) return known.reader;
  const reader: Reader = {
    claimsOf: createClaims(directory, application, connection),
    keyOf: subjectKeyFor(provider, connection, application.signOn),
  };
  readers.set(connection, { groups: directory.groups, reader });
  return reader;
}
