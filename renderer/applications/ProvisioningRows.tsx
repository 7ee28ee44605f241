import type { Provisioning, ProvisioningMapping } from "../../core/contract/model.ts";
import { ConditionEditor } from "./ConditionEditor.tsx";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { NoteField } from "./NoteField.tsx";
import { NumberField } from "./NumberField.tsx";
import { RowList } from "./RowList.tsx";
import { RowWriting } from "./RowWriting.tsx";
import { freshId } from "./rows.ts";
import { SourceEditor } from "./SourceEditor.tsx";
import { TextField } from "./TextField.tsx";
import { Tick } from "./Tick.tsx";
import { withMember } from "./with-member.ts";

const PATH = ["connection", "provisioning"];

/** Members of a SCIM user that most applications have (RFC 7643, section 4). */
const TARGETS = [
  "userName",
  "active",
  "externalId",
  "displayName",
  "name.givenName",
  "name.familyName",
  "title",
  'emails[type eq "work"].value',
  'phoneNumbers[type eq "work"].value',
  "preferredLanguage",
  ...["department", "costCenter", "employeeNumber", "manager"].map(
    (name) => `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:${name}`,
  ),
];

/** From the directory to the account: who is meant, and what is written. */
export function ProvisioningRows({ provisioning }: { provisioning: Provisioning }) {
  return (
    <section className="block" aria-labelledby="rows-title" data-setting="connection/provisioning/mappings">
      <h2 id="rows-title" className="block-title">
        What is written
      </h2>
      <p className="block-text">
        From a person of the directory to the account, by the names of SCIM whichever way it goes. Rows with a matching
        number find the account that is there already, the lowest first.
      </p>
      <Scope provisioning={provisioning} />
      <RowList<ProvisioningMapping>
        path={[...PATH, "mappings"]}
        noun="Provisioning row"
        nameOf={({ target }) => target}
        build={(rows) => ({
          id: freshId(rows, "row"),
          target: "",
          source: { kind: "attribute", attribute: "" },
          apply: "always",
        })}
      >
        {(row, index) => <ProvisioningRow row={row} number={index + 1} />}
      </RowList>
    </section>
  );
}

/** Among the people who are assigned, only those for whom a condition holds. */
function Scope({ provisioning: { scope } }: { provisioning: Provisioning }) {
  const { canEdit, change } = useEditing();
  const path = [...PATH, "scope"];
  return (
    <div className="scope" data-setting="connection/provisioning/scope">
      <Tick
        path={path}
        checked={scope !== undefined}
        disabled={!canEdit}
        onChange={(on) => change(path, on ? { operator: "isPresent", claim: "department" } : undefined)}
      >
        Not everybody who is assigned, but only people for whom this holds:
      </Tick>
      {scope === undefined ? null : (
        <ConditionEditor name="Scope" setting={path} whole={scope} onChange={(next) => change(path, next)} />
      )}
    </div>
  );
}

function ProvisioningRow({ row, number }: { row: ProvisioningMapping; number: number }) {
  const { draft, detail, canEdit, change } = useEditing();
  const path = [...PATH, "mappings", row.id];
  const name = `Provisioning row ${number}`;
  const put = (next: ProvisioningMapping): void => change(path, next);
  const bound = draft.application.scim?.bindings.map((binding) => binding.path) ?? [];
  return (
    <>
      <div className="row-line">
        <TextField
          label={`${name}: target`}
          path={[...path, "target"]}
          value={row.target}
          suggestions={[...new Set([...TARGETS, ...bound])]}
          code
          width={row.target.length > 26 ? 48 : 26}
          disabled={!canEdit}
          onChange={(target) => put({ ...row, target })}
        />
        <span className="row-soft">from</span>
        <SourceEditor
          name={name}
          path={[...path, "source"]}
          noun="attribute"
          source={row.source}
          suggestions={["id", "userName", "active", ...detail.directoryAttributes]}
          onChange={(source) => (source.kind === "groups" ? undefined : put({ ...row, source }))}
        />
      </div>
      <RowWriting name={name} path={path} row={row} always="always" onChange={put}>
        <span className="row-soft">matching</span>
        <NumberField
          label={`${name}: matching number`}
          path={[...path, "matching"]}
          value={row.matching}
          unit=""
          max={99}
          optional
          disabled={!canEdit}
          onChange={(matching) => put(withMember(row, "matching", matching))}
        />
      </RowWriting>
      <FieldProblems path={path} />
      <NoteField path={[...path, "note"]} about={name.toLowerCase()} />
    </>
  );
}
