import type { Source } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { chooseSetting, chosenOption, settingsDeciding } from "./expression-settings.ts";

const PATH = ["connection", "expressions"];

/**
 * Where the product's documentation leaves open what an expression gives, a setting decides: for every expression of the
 * identity provider's connection to this application.
 */
export function DecidingSettings({
  name,
  expression,
}: {
  name: string;
  expression: Pick<Extract<Source, { kind: "expression" }>, "dialect" | "text">;
}) {
  const { draft, canEdit, change } = useEditing();
  const settings = draft.connection.expressions;
  return settingsDeciding(expression).map((choice) => (
    <div key={choice.name} className="row-line deciding-setting" data-setting={`connection/expressions/${choice.name}`}>
      <span className="row-soft">A setting decides: {choice.question}</span>
      <Choice
        label={`${name}: ${choice.question}`}
        value={chosenOption(settings, choice)}
        options={choice.options.map(([key, words]) => [key, words])}
        disabled={!canEdit}
        onChange={(key) => change(PATH, chooseSetting(settings, choice, key ?? ""))}
      />
    </div>
  ));
}
