import { isSafeName } from "../../attribute-value.ts";
import type { Session } from "../compile.ts";
import type { Span } from "../expression-error.ts";
import type { ExpressionObject, ExpressionValue } from "../value.ts";
import { readCriterion, showGroup } from "./group-criteria.ts";
import { groupsOf } from "./groups.ts";
import { type Build, readText, spanAt } from "./site.ts";
import { fail } from "./values.ts";

/** The person's own methods, and people that the person is linked with (okta-expressions.md, sections 2 and 3). */

/** What `user.getInternalProperty` knows. */
export const INTERNAL_PROPERTIES: readonly string[] = ["id", "status"];

/** `user.getInternalProperty("status")` */
export const buildInternalProperty: Build = (args, site) => {
  const name = readText(args, site, 0);
  const at = spanAt(site, 0);
  return (session) => {
    const wanted = name(session) ?? "";
    if (INTERNAL_PROPERTIES.includes(wanted)) return internalOf(session, wanted, site);
    const message = `\`getInternalProperty\` gives "id" or "status"; there is no ${JSON.stringify(wanted.slice(0, 60))}.`;
    return fail("EXPRESSION_UNKNOWN_ATTRIBUTE", message, at);
  };
};

/** A property of the person beside the profile; null where it has no value. */
export function internalOf({ input }: Session, name: string, at: Span): ExpressionValue {
  if (input.internal === undefined) return notGiven(`The property \`${name}\` of people`, at);
  return input.internal(name) ?? null;
}

/** `user.getGroups(criteria…)`: the groups that meet every criterion. */
export const buildGetGroups: Build = (args, site) => {
  const groups = readMeetingGroups(args, site);
  return (session) => groups(session).map(showGroup);
};

/** `user.isMemberOf(criteria…)` */
export const buildIsMemberOf: Build = (args, site) => {
  const groups = readMeetingGroups(args, site);
  return (session) => groups(session).length > 0;
};

function readMeetingGroups(...[args, site]: Parameters<Build>) {
  return (session: Session) => {
    const criteria = args.map((run, index) => readCriterion(run(session), spanAt(site, index)));
    return groupsOf(session, site).filter((group) => criteria.every((meets) => meets(group)));
  };
}

/** `user.getLinkedObject("manager")` */
export const buildLinkedObject: Build = (args, site) => {
  const name = readText(args, site, 0);
  return (session) => linkedTo(session, name(session) ?? "", site);
};

/** `getManagerUser("active_directory")`, `getAssistantUser(…)`: the Okta user. */
export function buildLinkedUser(name: string): Build {
  return (args, site) => {
    const source = readSource(args, site);
    return (session) => {
      source(session);
      return linkedTo(session, name, site);
    };
  };
}

function linkedTo({ input }: Session, name: string, at: Span): ExpressionObject | null {
  if (input.linked === undefined) return notGiven("Who people are linked with", at);
  return isSafeName(name) ? input.linked(name) : null;
}

/** `getManagerAppUser("active_directory", "google")`: the profile that the manager has in the application. */
export function buildLinkedAppUser(name: string): Build {
  return (args, site) => {
    const source = readSource(args, site);
    const app = readText(args, site, 1);
    return (session) => {
      source(session);
      if (session.input.linkedAppUser === undefined) return notGiven("Profiles of linked people", site);
      return session.input.linkedAppUser(name, app(session) ?? "");
    };
  };
}

/** The only source that Okta knows. */
export const MANAGER_SOURCE = "active_directory";

function readSource(...[args, site]: Parameters<Build>) {
  const source = readText(args, site, 0);
  const at = spanAt(site, 0);
  return (session: Session): void => {
    if (source(session) === MANAGER_SOURCE) return;
    fail("EXPRESSION_UNKNOWN_SOURCE", `\`${site.name}\` takes "${MANAGER_SOURCE}" only as its source.`, at);
  };
}

/** `hasDirectoryUser()`, `hasWorkdayUser()`: whether there is exactly one such assignment. */
export function buildHasAppUser(root: string): Build {
  return (_args, site) => (session) => appUserOf(session, root, site) !== null;
}

/** `findDirectoryUser()`, `findWorkdayUser()`: null where there is none, or more than one. */
export function buildFindAppUser(root: string): Build {
  return (_args, site) => (session) => appUserOf(session, root, site);
}

function appUserOf({ input }: Session, root: string, at: Span): ExpressionObject | null {
  if (input.root === undefined) return notGiven("The person's assignments to applications", at);
  return input.root(root) ?? null;
}

function notGiven(what: string, at: Span): never {
  return fail("EXPRESSION_NOT_GIVEN", `${what}: not given here, so that this cannot be evaluated.`, at);
}
