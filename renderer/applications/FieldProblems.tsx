import { Sentence } from "../components/Sentence.tsx";
import { useEditing } from "./editing.ts";
import { problemsAt } from "./problems.ts";
import type { SettingPath } from "./setting.ts";

/** What the engine found wrong with a setting, right where it can be put right. */
export function FieldProblems({ path }: { path: SettingPath }) {
  const found = problemsAt(useEditing().problems, path);
  return found.map(({ message, severity }) => (
    <p key={message} className="field-problem" data-severity={severity}>
      {severity === "warning" ? "Worth knowing: " : "Not right: "}
      <Sentence text={message} />
    </p>
  ));
}
