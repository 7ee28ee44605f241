import type { DialectId } from "./dialect.ts";
import { type Node, nodesOf } from "./tree.ts";

/** The roots under which Okta's languages find the attributes of the person. */
const PERSON_ROOTS: ReadonlySet<string> = new Set(["user", "source"]);

/** The attributes of the person that an expression reads, each once, in the order of the text. */
export function attributesReadIn(tree: Node, dialect: DialectId): readonly string[] {
  const names = [...nodesOf(tree)].flatMap((node) => nameRead(node, dialect) ?? []);
  return [...new Set(names)];
}

function nameRead(node: Node, dialect: DialectId): string | undefined {
  if (dialect === "entra") return node.kind === "reference" ? node.name : undefined;
  if (node.kind !== "member") return undefined;
  const { of, name } = node;
  if (of.kind === "reference") return PERSON_ROOTS.has(of.name) && name !== "profile" ? name : undefined;
  const isProfile = of.kind === "member" && of.name === "profile" && of.of.kind === "reference";
  return isProfile && of.of.kind === "reference" && PERSON_ROOTS.has(of.of.name) ? name : undefined;
}
