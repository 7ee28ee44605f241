import type { ClaimMapping } from "../../core/contract/model.ts";
import { AppRoles } from "./AppRoles.tsx";
import { AssignmentControl } from "./AssignmentControl.tsx";
import { AuthnContextControl } from "./AuthnContextControl.tsx";
import { CertificateControl, CertificatesControl, KeyControl, SecretControl } from "./CertificateControls.tsx";
import { Choice } from "./Choice.tsx";
import type { Refinement } from "./claim-refinement.ts";
import type { Control } from "./connection-fields.ts";
import { useEditing } from "./editing.ts";
import { NumberField } from "./NumberField.tsx";
import { AddRefinement, RefinementEditor } from "./RefinementEditor.tsx";
import { SourceEditor } from "./SourceEditor.tsx";
import type { SettingPath } from "./setting.ts";
import { TagsField } from "./TagsField.tsx";
import { TextField } from "./TextField.tsx";
import { Tick } from "./Tick.tsx";
import { TrustControl } from "./TrustControl.tsx";

/** What a control works on. */
export interface ControlProps {
  readonly path: SettingPath;
  readonly label: string;
  readonly value: unknown;
}

/** The control of one setting, by its kind. */
export function FieldControl({ control, ...props }: ControlProps & { readonly control: Control }) {
  const { draft, detail, canEdit, change } = useEditing();
  const { path, label, value } = props;
  const put = (next: unknown): void => change(path, next);
  switch (control.kind) {
    case "text":
      return (
        <TextField
          label={label}
          path={path}
          value={textOf(value)}
          width={40}
          code
          disabled={!canEdit}
          onChange={(text) => put(text === "" && control.optional === true ? undefined : text)}
        />
      );
    case "number":
      return (
        <NumberField
          {...control}
          label={label}
          path={path}
          value={typeof value === "number" ? value : undefined}
          disabled={!canEdit}
          onChange={put}
        />
      );
    case "switch":
      return (
        <Tick
          path={path}
          checked={value === true}
          disabled={!canEdit}
          label={label}
          onChange={(on) => put(!on && control.optional === true ? undefined : on)}
        >
          {value === true ? "yes" : "no"}
        </Tick>
      );
    case "choice":
      return (
        <Choice
          label={label}
          path={path}
          value={typeof value === "string" ? value : undefined}
          options={availableOptions(path, control.options, draft.application)}
          absent={control.absent}
          disabled={!canEdit}
          onChange={put}
        />
      );
    case "texts":
      return (
        <TagsField
          label={label}
          path={path}
          value={textsOf(value)}
          suggestions={control.suggestions ?? []}
          disabled={!canEdit}
          onChange={(texts) => put(texts.length === 0 && control.optional === true ? undefined : texts)}
        />
      );
    case "several":
      return <Several options={control.options} {...props} />;
    case "source":
      return (
        <span className="row-line">
          <SourceEditor
            name={label}
            path={path}
            noun="attribute"
            source={asSource(value)}
            suggestions={["id", "userName", ...detail.directoryAttributes]}
            onChange={put}
          />
        </span>
      );
    case "refinement":
      return <NameIdRefinement {...props} />;
    case "certificate":
      return <CertificateControl {...props} />;
    case "certificates":
      return <CertificatesControl {...props} />;
    case "key":
      return <KeyControl {...props} />;
    case "secret":
      return <SecretControl {...props} />;
    case "authnContext":
      return <AuthnContextControl {...props} />;
    case "trust":
      return <TrustControl {...props} />;
    case "assignment":
      return <AssignmentControl {...props} />;
    case "appRoles":
      return <AppRoles />;
  }
}

/** Some of a few, each with a tick. */
function Several({
  options,
  path,
  label,
  value,
}: ControlProps & { readonly options: readonly (readonly [string, string])[] }) {
  const { canEdit, change } = useEditing();
  const chosen = textsOf(value);
  const toggle = (option: string, on: boolean): void =>
    change(
      path,
      options.map(([each]) => each).filter((each) => (each === option ? on : chosen.includes(each))),
    );
  return (
    <fieldset className="several" aria-label={label} data-long={options.length > 6}>
      {options.map(([option, words]) => (
        <Tick
          key={option}
          path={path}
          checked={chosen.includes(option)}
          disabled={!canEdit}
          label={`${label}: ${words}`}
          onChange={(on) => toggle(option, on)}
        >
          {words}
        </Tick>
      ))}
    </fieldset>
  );
}

/** A protocol that the application is not set up for cannot be chosen. */
function availableOptions(
  path: SettingPath,
  options: readonly (readonly [string, string])[],
  application: { readonly saml?: unknown; readonly oidc?: unknown },
): readonly (readonly [string, string])[] {
  if (path[0] !== "signOn") return options;
  return options.filter(([protocol]) => (protocol === "saml" ? application.saml : application.oidc) !== undefined);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function NameIdRefinement({ path, value }: ControlProps) {
  const { change } = useEditing();
  const refinement = { name: "NameID", value: asRefinement(value), onChange: (next: Refinement) => change(path, next) };
  return (
    <>
      <RefinementEditor {...refinement} path={path} />
      <div className="row-line">
        <AddRefinement {...refinement} />
      </div>
    </>
  );
}

function asRefinement(value: unknown): Refinement {
  return typeof value === "object" && value !== null ? (value as Refinement) : {};
}

function asSource(value: unknown): ClaimMapping["source"] {
  return typeof value === "object" && value !== null && "kind" in value
    ? (value as ClaimMapping["source"])
    : { kind: "attribute", attribute: "" };
}
