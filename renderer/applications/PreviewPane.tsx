import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { Configuration } from "../../core/contract/methods.ts";
import type { AttributeValue, Evaluation } from "../../core/contract/model.ts";
import type { LoginPreview } from "../../core/contract/results.ts";
import { Chip } from "../components/Chip.tsx";
import { Notice } from "../components/Notice.tsx";
import { PersonPicker } from "../components/PersonPicker.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { useEditing } from "./editing.ts";
import { PreviewTable } from "./PreviewTable.tsx";
import { settingOf } from "./problems.ts";
import { showAttribute } from "./show-attribute.ts";
import type { PreviewState } from "./use-login-preview.ts";
import { usePreviewPerson } from "./use-preview-person.ts";
import { describePlace } from "./words.ts";

/** What one person's login would come to, as the settings are drafted. */
export function PreviewPane({ state, shows }: { state: PreviewState; shows: "mapping" | "roles" }) {
  const { workspace, draft, canEdit } = useEditing();
  const { person, why, pick, step } = usePreviewPerson();
  return (
    <section className="preview-pane" data-pane tabIndex={-1} aria-label="Preview of one person">
      <div className="preview-who">
        <PersonPicker workspace={workspace} value={person} onChange={pick} label="Preview of" />
        <button
          type="button"
          className="quiet-button"
          aria-label="Previous person worth a look"
          onClick={() => step(-1)}
        >
          <IconChevronLeft size={16} />
        </button>
        <button type="button" className="quiet-button" aria-label="Next person worth a look" onClick={() => step(1)}>
          <IconChevronRight size={16} />
        </button>
      </div>
      {why === undefined ? null : (
        <p className="block-text">
          Worth a look: <Sentence text={why} />
        </p>
      )}
      {state.error === undefined ? null : (
        <Notice tone="warn" title="The preview waits for the draft to be complete.">
          <Sentence text={describeRefusal(state.error, draft)} />
        </Notice>
      )}
      {state.preview === undefined ? null : <Previewed preview={state.preview} saved={state.saved} shows={shows} />}
      {canEdit ? null : <p className="block-text">Nothing of this is saved.</p>}
    </section>
  );
}

/** The place and what is wrong there, as far as the engine says where. */
function describeRefusal({ message, path }: ContractError, draft: Configuration): string {
  return path === undefined ? message : `${describePlace(settingOf(path, draft), draft)}: ${message}`;
}

function Previewed({
  preview,
  saved,
  shows,
}: {
  preview: LoginPreview;
  saved: LoginPreview | undefined;
  shows: "mapping" | "roles";
}) {
  const { outcome } = preview;
  return (
    <>
      <p className="preview-outcome">
        <Chip tone={outcome.result === "signedIn" ? "good" : "bad"}>
          {outcome.result === "signedIn" ? "signs in" : "refused"}
        </Chip>{" "}
        <Sentence text={preview.decision?.reason ?? outcome.reason} />
      </p>
      {saved === undefined || saved.outcome.reason === outcome.reason ? null : (
        <p className="block-text">
          As saved: <Sentence text={saved.decision?.reason ?? saved.outcome.reason} />
        </p>
      )}
      {shows === "roles" ? (
        <RolesAfter preview={preview} saved={saved} />
      ) : (
        <>
          <PreviewTable title="What the identity provider sends" rows={preview.claims} saved={saved?.claims} />
          <PreviewTable title="What the application stores" rows={preview.attributes} saved={saved?.attributes} />
        </>
      )}
    </>
  );
}

/** The roles of the account after the login, beside those of before, and what each claim brought. */
function RolesAfter({ preview, saved }: { preview: LoginPreview; saved: LoginPreview | undefined }) {
  const { draft } = useEditing();
  const nameOf = (role: string): string => draft.application.roles.find(({ id }) => id === role)?.name ?? role;
  const namesOf = (account: LoginPreview["after"]): string =>
    account === undefined || account.roles.length === 0
      ? "none"
      : account.roles.map(({ role }) => nameOf(role)).join(", ");
  const after = namesOf(preview.after);
  const afterSaved = saved === undefined ? undefined : namesOf(saved.after);
  return (
    <>
      <table className="preview-table">
        <tbody>
          <tr>
            <th scope="row">Roles now</th>
            <td>{preview.before === undefined ? "no account" : namesOf(preview.before)}</td>
          </tr>
          <tr>
            <th scope="row">After this login</th>
            <td>
              <strong>{preview.after === undefined ? "no account" : after}</strong>
              {afterSaved === undefined || afterSaved === after ? null : (
                <span className="preview-before">{afterSaved}</span>
              )}
            </td>
          </tr>
        </tbody>
      </table>
      <h3 className="preview-title">What the login brings</h3>
      <ClaimValues claims={inputsOf(preview.roles)} />
      <h3 className="preview-title">Rule by rule</h3>
      <ul className="sample-list">
        {preview.roles.map(({ id, why }) => (
          <li key={id}>
            <Sentence text={why} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ClaimValues({ claims }: { claims: readonly { readonly name: string; readonly value?: AttributeValue }[] }) {
  if (claims.length === 0) return <p className="block-text">No rule reads any claim, or none was looked at.</p>;
  return (
    <table className="preview-table">
      <tbody>
        {claims.map(({ name, value }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{showAttribute(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function inputsOf(evaluations: readonly Evaluation[]): Evaluation["inputs"] {
  const byName = new Map(evaluations.flatMap(({ inputs }) => inputs).map((input) => [input.name, input]));
  return [...byName.values()];
}
