import type { SamlServiceProvider } from "../../core/contract/model.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { CertificatesControl } from "./CertificateControls.tsx";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import type { ControlProps } from "./FieldControl.tsx";
import type { SettingPath } from "./setting.ts";
import { TextField } from "./TextField.tsx";

const KINDS = [
  ["metadata", "metadata that is read and kept"],
  ["pinned", "values that were typed in"],
] as const;

type Trust = SamlServiceProvider["trust"];

/** Whom the application trusts, and how it knows them. */
export function TrustControl({ path, label }: ControlProps) {
  const { draft, canEdit, change } = useEditing();
  const { identityProviders } = useWorkspace();
  const trust = draft.application.saml?.trust;
  if (trust === undefined) return null;
  const origin = identityProviders.find(({ id }) => id === draft.provider)?.origin ?? "";
  return (
    <div>
      <Choice
        label={label}
        value={trust.kind}
        options={KINDS}
        disabled={!canEdit}
        path={[...path, "kind"]}
        onChange={(kind) => change(path, convertTrust(trust, kind ?? trust.kind, origin))}
      />
      <Named
        name="entityID of the identity provider"
        path={[...path, "entityId"]}
        value={trust.entityId}
        onChange={(entityId) => change(path, { ...trust, entityId })}
      />
      {trust.kind === "metadata" ? (
        <Named
          name="Address of its metadata"
          path={[...path, "url"]}
          value={trust.url}
          onChange={(url) => change(path, { ...trust, url })}
        />
      ) : (
        <>
          <Named
            name="Address for requests"
            path={[...path, "ssoUrl"]}
            value={trust.ssoUrl}
            onChange={(ssoUrl) => change(path, { ...trust, ssoUrl })}
          />
          <CertificatesControl
            path={[...path, "certificates"]}
            label="Certificates of the identity provider"
            value={trust.certificates}
          />
        </>
      )}
    </div>
  );
}

function Named({
  name,
  path,
  value,
  onChange,
}: {
  name: string;
  path: SettingPath;
  value: string;
  onChange: (value: string) => void;
}) {
  const { canEdit } = useEditing();
  return (
    <div className="named">
      <span className="row-soft">{name}</span>
      <TextField label={name} path={path} value={value} width={40} code disabled={!canEdit} onChange={onChange} />
    </div>
  );
}

/** Trust of the other kind, in the same identity provider. */
function convertTrust(trust: Trust, kind: Trust["kind"], origin: string): Trust {
  if (trust.kind === kind) return trust;
  const { entityId } = trust;
  return kind === "metadata"
    ? { kind, entityId, url: `${origin}/saml/metadata` }
    : { kind, entityId, ssoUrl: `${origin}/saml/sso`, certificates: [] };
}
