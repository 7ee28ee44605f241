import { loadLater } from "../components/load-later.tsx";

/** The editor of expressions: what it is made of is loaded where there is an expression. */
export const ExpressionEditor = loadLater(async () => (await import("./ExpressionEditor.tsx")).ExpressionEditor);
