import type { ExpressionSettings } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { choicesFor, chooseSetting, chosenOption } from "./expression-settings.ts";

const PATH = ["connection", "expressions"];

/**
 * Where the product's documentation leaves open what an expression gives, a setting decides: for every expression of the
 * identity provider's connection to this application.
 */
export function DecidingSettings({ name, of }: { name: string; of: readonly (keyof ExpressionSettings)[] }) {
  const { draft, canEdit, change } = useEditing();
  const settings = draft.connection.expressions;
  return choicesFor(of).map((choice) => (
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
