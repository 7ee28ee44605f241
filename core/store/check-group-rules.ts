import type { IdentityProvider } from "../idp/identity-provider.ts";
import { checkTests } from "./check-attributes.ts";
import { checkUnique } from "./check-names.ts";
import { checkProductWords } from "./check-product-words.ts";
import { formatPath, type PathPart, type Problem } from "./problem.ts";
import type { Workspace } from "./workspace.ts";

/** The rules that put people into groups. A group that is not there is passed over: it may still be imported. */
export function checkGroupRules(
  { groupRules }: IdentityProvider,
  path: readonly PathPart[],
  workspace: Workspace,
): readonly Problem[] {
  if (groupRules === undefined) return [];
  const place = [...path, "groupRules", "rules"];
  const known = new Set(workspace.directory.groups.map(({ id }) => id));
  return [
    ...checkUnique(groupRules.rules, ({ id }) => id, place, "id"),
    ...groupRules.rules.flatMap(({ when, groups }, index) => {
      const at = formatPath([...place, index, "when"]);
      return [
        ...checkTests(when, at, workspace),
        ...checkProductWords(when, at, workspace),
        ...groups.flatMap((id, group) => (known.has(id) ? [] : [unknownGroup(id, [...place, index, "groups", group])])),
      ];
    }),
  ];
}

function unknownGroup(id: string, path: readonly PathPart[]): Problem {
  const message = `No group has the id ${JSON.stringify(id)}: nobody is put into it.`;
  return { code: "WORKSPACE_GROUP_RULE_GROUP", path: formatPath(path), message, severity: "warning" };
}
