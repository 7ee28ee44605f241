import type { Session } from "../compile.ts";
import { ExpressionError, type Span } from "../expression-error.ts";
import type { InputGroup } from "../input.ts";
import type { ExpressionObject, ExpressionValue } from "../value.ts";
import { showGroup } from "./group-criteria.ts";
import { parseExpression } from "./parse.ts";
import {
  type Build,
  literalText,
  type Read,
  readAny,
  readList,
  readText,
  readWhole,
  type Site,
  spanAt,
} from "./site.ts";
import { matchesWhole, readTextPattern } from "./text-match.ts";
import { fail } from "./values.ts";

/** Groups of the person (okta-expressions.md, section 3). Names are compared exactly. */

/** The person's groups. An ExpressionError where nobody said which they are. */
export function groupsOf({ input }: Session, at: Span): readonly InputGroup[] {
  return input.groups ?? fail("EXPRESSION_NOT_GIVEN", "The person's groups are not given here.", at);
}

/** A function that asks whether one of the groups is such a one. */
function anyGroup(test: (group: InputGroup, text: string) => boolean): Build {
  return (args, site) => {
    const texts = args.map((_, index) => readText(args, site, index));
    return (session) => {
      const groups = groupsOf(session, site);
      return texts.some((read) => {
        const text = read(session);
        return text !== null && groups.some((group) => test(group, text));
      });
    };
  };
}

export const buildInGroupNamed: Build = anyGroup((group, name) => group.name === name);
export const buildInGroup: Build = anyGroup((group, id) => group.id === id);
export const buildInGroupStarting: Build = anyGroup((group, prefix) => group.name.startsWith(prefix));
export const buildInGroupContaining: Build = anyGroup((group, part) => group.name.includes(part));

/** `isMemberOfGroupNameRegex(pattern)`: the whole name has to match. */
export const buildInGroupMatching: Build = (args, site) => {
  const [node] = site.args;
  if (node === undefined) return () => false;
  const pattern = readTextPattern(node, readAny(args, 0));
  return (session) => {
    const ready = pattern(session);
    return groupsOf(session, site).some(({ name }) => matchesWhole(ready, name, site));
  };
};

/** `Groups.contains(app, pattern, limit)` and its like: names of groups; null where there is none. */
export function buildGroupNames(test: (name: string, pattern: string) => boolean): Build {
  return (args, site) => {
    const [app, pattern, limit] = [readText(args, site, 0), readText(args, site, 1), readWhole(args, site, 2)];
    return (session) => {
      const [source, part] = [app(session) ?? "", pattern(session) ?? ""];
      const found = groupsOf(session, site).filter((group) => isOf(group, source) && test(group.name, part));
      const names = within(found, limit(session), site).map(({ name }) => name);
      return names.length === 0 ? null : names;
    };
  };
}

/** `OKTA` for the groups that come from no application; otherwise the application's type or id. */
function isOf({ sourceId }: InputGroup, app: string): boolean {
  return app === "OKTA" ? sourceId === undefined : sourceId === app;
}

/** The groups, if there are no more than the limit; otherwise an evaluation error, not a shorter list. */
function within(groups: readonly InputGroup[], limit: number, site: Site): readonly InputGroup[] {
  if (groups.length <= limit) return groups;
  const message = `${groups.length} groups match, and \`${site.name}\` may give ${limit}: Okta fails then, it does not shorten.`;
  return fail("EXPRESSION_LIMIT_EXCEEDED", message, site);
}

/** `getFilteredGroups({ids}, "group.name", limit)`: of the groups in the list, what the text says. */
export const buildFilteredGroups: Build = (args, site) => {
  const allowed = readList(args, 0);
  const limit = readWhole(args, site, 2);
  const show = readGroupExpression(args, site);
  return (session) => {
    const ids = allowed(session);
    const found = groupsOf(session, site).filter(({ id }) => ids.includes(id));
    const each = show(session);
    return within(found, limit(session), site).map((group) => each(showGroup(group)));
  };
};

type ShowGroup = (group: ExpressionObject) => ExpressionValue;

/** The text is itself an expression, of `group`. */
function readGroupExpression(args: Parameters<Build>[0], site: Site): Read<ShowGroup> {
  const literal = literalText(site, 1);
  if (literal !== undefined) return compileGroupExpression(literal, site);
  const read = readText(args, site, 1);
  return (session) => compileGroupExpression(read(session) ?? "", site)(session);
}

function compileGroupExpression(text: string, site: Site): Read<ShowGroup> {
  const at = spanAt(site, 1);
  const run = insideText(at, () => site.compile(parseExpression(text)));
  return ({ input, effects }) =>
    (group) => {
      const root = (name: string) => (name === "group" ? group : input.root?.(name));
      const attribute = (name: string) => input.attribute(name);
      return insideText(at, () => run({ input: { attribute, now: input.now, root }, effects, log: undefined }));
    };
}

/** Places in the inner expression mean nothing outside: an error is shown where its text stands. */
function insideText<Result>(at: Span, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof ExpressionError) return fail(error.code, `In this text: ${error.message}`, at);
    throw error;
  }
}
