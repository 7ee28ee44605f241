/** What reading and writing Entra's exported schemas needs of its language: texts, and the trees that stand beside them. */
export { compareTrees, type TreeDifference } from "./entra/compare-trees.ts";
export { buildJsonTree, hasKnownTree, type JsonTree, parseJsonTree } from "./entra/json-tree.ts";
export { parseEntra } from "./entra/parse.ts";
export { printEntra } from "./entra/print.ts";
export { ROLES_ATTRIBUTE, type RolesForm, rolesFormIn } from "./entra/roles.ts";
export { writeTextToken } from "./entra/tokens.ts";
