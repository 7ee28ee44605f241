import { type ReactNode, useMemo } from "react";
import type { ClaimMapping } from "../../core/contract/model.ts";
import { CardStanding } from "./CardStanding.tsx";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { FurtherSources } from "./FurtherSources.tsx";
import { NoteField } from "./NoteField.tsx";
import { PresetStanding } from "./PresetStanding.tsx";
import { AddRefinement, RefinementEditor } from "./RefinementEditor.tsx";
import { RowPopulationBar } from "./RowPopulationBar.tsx";
import { SourceEditor } from "./SourceEditor.tsx";
import type { SettingPath } from "./setting.ts";
import { TextField } from "./TextField.tsx";
import { withMember } from "./with-member.ts";

const SCOPES = [
  ["openid", "openid"],
  ["profile", "profile"],
  ["email", "email"],
  ["groups", "groups"],
] as const;

const NAME_FORMATS = ["basic", "unspecified", "uri"].map(
  (name) => `urn:oasis:names:tc:SAML:2.0:attrname-format:${name}`,
);

/** One claim: its name, where its value comes from, and how it is written. */
export function ClaimRow({
  row,
  number,
  protocol,
  path,
}: {
  row: ClaimMapping;
  number: number;
  protocol: "saml" | "oidc";
  path: SettingPath;
}) {
  const { draft, detail, canEdit, change } = useEditing();
  const name = `Claim ${number}`;
  const put = (next: ClaimMapping): void => change(path, next);
  const key = useMemo(() => ({ kind: protocol, id: row.id }), [protocol, row.id]);
  const refinement = { name, value: row, ofGroups: row.source.kind === "groups", onChange: put };
  const isRefined = row.transformations !== undefined || row.conditions !== undefined;
  const adding = isRefined ? null : <AddRefinement {...refinement} />;
  return (
    <>
      <div className="row-line">
        <TextField
          label={`${name}: name`}
          path={[...path, "claim"]}
          value={row.claim}
          code
          width={14}
          disabled={!canEdit}
          onChange={(claim) => put({ ...row, claim })}
        />
        <span className="row-soft">from</span>
        <SourceEditor
          name={name}
          path={[...path, "source"]}
          noun="attribute"
          source={row.source}
          suggestions={[
            "id",
            "userName",
            ...(draft.connection.appRoles === undefined ? [] : ["assignedroles"]),
            ...detail.directoryAttributes,
          ]}
          row={key}
          groups
          onChange={(source) => put({ ...row, source })}
        />
      </div>
      <FurtherSources name={name} path={path} row={row} onChange={put} />
      <RefinementEditor {...refinement} path={path} />
      {isRefined ? (
        <div className="row-line">
          <AddRefinement {...refinement} />
        </div>
      ) : null}
      {protocol === "saml" ? (
        <SamlNames name={name} path={path} row={row} put={put}>
          {adding}
        </SamlNames>
      ) : (
        <div className="row-line">
          <span className="row-soft">sent with the scope</span>
          <Choice
            label={`${name}: scope`}
            path={[...path, "scope"]}
            value={row.scope}
            options={SCOPES}
            absent="always"
            disabled={!canEdit}
            onChange={(scope) => put(withMember(row, "scope", scope))}
          />
          {adding}
        </div>
      )}
      <CardStanding path={path} />
      <PresetStanding path={path} />
      <FieldProblems path={path} />
      <RowPopulationBar row={key} />
      <NoteField path={[...path, "note"]} about={name.toLowerCase()} />
    </>
  );
}

function SamlNames({
  name,
  path,
  row,
  put,
  children,
}: {
  name: string;
  path: SettingPath;
  row: ClaimMapping;
  put: (row: ClaimMapping) => void;
  children: ReactNode;
}) {
  const { canEdit } = useEditing();
  return (
    <div className="row-line">
      <TextField
        label={`${name}: NameFormat`}
        path={[...path, "nameFormat"]}
        value={row.nameFormat ?? ""}
        suggestions={NAME_FORMATS}
        placeholder="no NameFormat"
        code
        width={56}
        disabled={!canEdit}
        onChange={(text) => put(withMember(row, "nameFormat", text === "" ? undefined : text))}
      />
      <TextField
        label={`${name}: FriendlyName`}
        path={[...path, "friendlyName"]}
        value={row.friendlyName ?? ""}
        placeholder="no FriendlyName"
        code
        width={14}
        disabled={!canEdit}
        onChange={(text) => put(withMember(row, "friendlyName", text === "" ? undefined : text))}
      />
      {children}
    </div>
  );
}
