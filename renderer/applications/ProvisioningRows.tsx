import { useMemo } from "react";
import type { Condition, Provisioning, ProvisioningMapping } from "../../core/contract/model.ts";
import type { WordsOf } from "../../core/contract/product-words.ts";
import { Choice } from "./Choice.tsx";
import { ConditionEditor } from "./ConditionEditor.tsx";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { NoteField } from "./NoteField.tsx";
import { NumberField } from "./NumberField.tsx";
import { PRODUCT_WORDS, useWordsOf } from "./product-words.ts";
import { RowList } from "./RowList.tsx";
import { RowPopulationBar } from "./RowPopulationBar.tsx";
import { RowWriting } from "./RowWriting.tsx";
import { freshId } from "./rows.ts";
import { SourceEditor } from "./SourceEditor.tsx";
import { NEW_CLAUSE } from "./scoping-filters.ts";
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
  "roles",
  'roles[primary eq "True"].value',
  ...["department", "costCenter", "employeeNumber", "manager"].map(
    (name) => `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:${name}`,
  ),
];

/** From the directory to the account: who is meant, and what is written. */
export function ProvisioningRows({ provisioning }: { provisioning: Provisioning }) {
  const words = PRODUCT_WORDS[useWordsOf()];
  return (
    <section className="block" aria-labelledby="rows-title" data-setting="connection/provisioning/mappings">
      <h2 id="rows-title" className="block-title">
        {words.rows}
      </h2>
      <p className="block-text">{words.rowsText}</p>
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
function Scope({ provisioning }: { provisioning: Provisioning }) {
  const { canEdit, change } = useEditing();
  const { scope } = provisioning;
  const path = [...PATH, "scope"];
  const product = useWordsOf();
  const kind = scope === undefined ? FIRST_KIND[product] : kindOfScope(scope);
  return (
    <div className="scope" data-setting="connection/provisioning/scope">
      <div className="row-line">
        <Tick
          path={path}
          checked={scope !== undefined}
          disabled={!canEdit}
          onChange={(on) => change(path, on ? NEW_SCOPES[kind] : undefined)}
        >
          {PRODUCT_WORDS[product].scope}
        </Tick>
        {scope === undefined ? null : (
          <Choice
            label="Scope: written as"
            value={kind}
            options={SCOPE_KINDS}
            disabled={!canEdit}
            onChange={(next) => change(path, NEW_SCOPES[next ?? kind])}
          />
        )}
      </div>
      {scope === undefined ? null : (
        <>
          <ConditionEditor name="Scope" setting={path} whole={scope} onChange={(next) => change(path, next)} />
          <FieldProblems path={path} />
        </>
      )}
    </div>
  );
}

const SCOPE_KINDS = [
  ["tests", "tests on attributes"],
  ["filters", "scoping filters of Entra"],
  ["expression", "an expression of Okta"],
] as const;

type ScopeKind = (typeof SCOPE_KINDS)[number][0];

const FIRST_KIND: Readonly<Record<WordsOf, ScopeKind>> = { entra: "filters", okta: "expression", plain: "tests" };

const NEW_SCOPES: Readonly<Record<ScopeKind, Condition>> = {
  tests: { operator: "isPresent", claim: "department" },
  filters: { entraFilters: [{ title: "Scoping filter 1", clauses: [NEW_CLAUSE] }] },
  expression: { expression: { dialect: "okta", text: 'user.department == ""' } },
};

function kindOfScope(scope: Condition): ScopeKind {
  if ("entraFilters" in scope) return "filters";
  return "expression" in scope ? "expression" : "tests";
}

function ProvisioningRow({ row, number }: { row: ProvisioningMapping; number: number }) {
  const { draft, detail, canEdit, change } = useEditing();
  const path = [...PATH, "mappings", row.id];
  const name = `Provisioning row ${number}`;
  const put = (next: ProvisioningMapping): void => change(path, next);
  const key = useMemo(() => ({ kind: "provisioning" as const, id: row.id }), [row.id]);
  const words = PRODUCT_WORDS[useWordsOf()];
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
          row={key}
          suggestions={["id", "userName", "active", ...detail.directoryAttributes]}
          onChange={(source) => (source.kind === "groups" ? undefined : put({ ...row, source }))}
        />
      </div>
      <RowWriting name={name} path={path} row={row} always="always" onChange={put}>
        <span className="row-soft">{words.matching}</span>
        <NumberField
          label={`${name}: matching number`}
          path={[...path, "matching"]}
          value={row.matching}
          unit={words.matchingUnit}
          max={99}
          optional
          disabled={!canEdit}
          onChange={(matching) => put(withMember(row, "matching", matching))}
        />
      </RowWriting>
      <FieldProblems path={path} />
      <RowPopulationBar row={key} />
      <NoteField path={[...path, "note"]} about={name.toLowerCase()} />
    </>
  );
}
