import type { DialectId, Finding } from "../expression/dialect.ts";
import { childrenOf, type Node } from "../expression/tree.ts";

/** Names at the root of Okta's languages that mean the person, about whom everything here is known. */
const PERSON: readonly string[] = ["user", "source"];

/** The application and its profile of the person: known at a sign-on, as far as provisioning has reached the person. */
const APPLICATION: readonly string[] = ["app", "appuser"];

/** Functions that ask for a profile which the person, or their manager, has in another application. */
const ASKS_APPLICATIONS: readonly string[] = [
  "hasDirectoryUser",
  "hasWorkdayUser",
  "findDirectoryUser",
  "findWorkdayUser",
  "getManagerAppUser",
  "getAssistantAppUser",
];

/**
 * What Okta would know and a rehearsal does not: the organisation, the application's own properties, profiles in other
 * applications, the session (okta-expressions.md, section 2). Such an expression is taken, and fails for everybody.
 */
export function checkGiven(tree: Node, dialect: DialectId): readonly Finding[] {
  return dialect === "entra" ? [] : findingsIn(tree);
}

/** Names within a projection, `.![name]`, are those of its elements. */
function findingsIn(node: Node): readonly Finding[] {
  switch (node.kind) {
    case "member":
      if (node.of.kind !== "reference") return findingsIn(node.of);
      return PERSON.includes(node.of.name) ? [] : [ofRoot(node.of)];
    case "projection":
      return findingsIn(node.of);
    case "call":
      return ASKS_APPLICATIONS.includes(node.name)
        ? [notGiven(node.nameSpan, `\`${node.name}\` asks for`)]
        : childrenOf(node).flatMap(findingsIn);
    default:
      return childrenOf(node).flatMap(findingsIn);
  }
}

function ofRoot(root: Extract<Node, { kind: "reference" }>): Finding {
  if (!APPLICATION.includes(root.name)) return notGiven(root, `\`${root.name}\` is`);
  const message = `\`${root.name}\` is known at a sign-on alone, and only as far as provisioning has filled it.`;
  return { code: "EXPRESSION_NOT_GIVEN", severity: "info", from: root.from, to: root.to, message };
}

function notGiven({ from, to }: { readonly from: number; readonly to: number }, what: string): Finding {
  const message = `Nothing here tells what ${what}: in a rehearsal this fails for everybody.`;
  return { code: "EXPRESSION_NOT_GIVEN", severity: "warning", from, to, message };
}
