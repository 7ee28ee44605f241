import { Sentence } from "../components/Sentence.tsx";
import { useEditing } from "./editing.ts";
import { problemsAt } from "./problems.ts";
import type { SettingPath } from "./setting.ts";
import "./controls.css";

/**
 * What the engine found wrong with a setting, right where it can be put right. `only`: not with what is below it, which
 * says so itself.
 */
export function FieldProblems({ path, only = false }: { path: SettingPath; only?: boolean }) {
  const found = problemsAt(useEditing().problems, path).filter(
    (problem) => !only || problem.path.length === path.length,
  );
  return found.map(({ id, message, severity }) => (
    <p key={id} id={id} className="field-problem" data-severity={severity}>
      {severity === "warning" ? "Worth knowing: " : "Not right: "}
      <Sentence text={message} />
    </p>
  ));
}
