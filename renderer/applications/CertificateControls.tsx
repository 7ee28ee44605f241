import { useState } from "react";
import { Certificate } from "./Certificate.tsx";
import { useEditing } from "./editing.ts";
import type { ControlProps } from "./FieldControl.tsx";
import { memberOf, type SettingPath, showPath } from "./setting.ts";
import { TextField } from "./TextField.tsx";
import { focusWhenShown, useUnfolding } from "./unfold.ts";
import { useFieldMarks } from "./use-field-marks.ts";

/** A certificate as a summary, with a field to put another one in. */
export function CertificateControl({ path, label, value }: ControlProps) {
  const { change } = useEditing();
  const pem = typeof value === "string" ? value : undefined;
  return (
    <div>
      {pem === undefined ? <span>None: not encrypted</span> : <Certificate pem={pem} />}
      <PemEditor label={label} path={path} pem={pem} onPut={(next) => change(path, next)} canRemove />
    </div>
  );
}

/** Several certificates: a rollover has two. */
export function CertificatesControl({ path, label, value }: ControlProps) {
  const { change } = useEditing();
  const pems: readonly string[] = Array.isArray(value) ? value : [];
  return (
    <div>
      {pems.length === 0 ? "None" : null}
      {pems.map((pem, index) => (
        <div key={pem}>
          <Certificate pem={pem} />
          <PemEditor
            label={`${label}, number ${index + 1}`}
            path={path}
            pem={pem}
            onPut={(next) =>
              change(path, next === undefined ? pems.filter((each) => each !== pem) : swap(pems, pem, next))
            }
            canRemove
          />
        </div>
      ))}
      <PemEditor
        label={label}
        path={path}
        pem={undefined}
        onPut={(next) => (next === undefined ? undefined : change(path, [...pems, next]))}
        canRemove={false}
      />
    </div>
  );
}

/** The application's own key pair: its private half is kept by the engine and never shown. */
export function KeyControl({ path, label, value }: ControlProps) {
  const { detail, change } = useEditing();
  const certificate = memberOf(value, "certificate");
  const isKept = detail.keptSecrets.some((place) => isAt(place, [...path, "privateKey"]));
  const isTyped = memberOf(value, "privateKey") !== undefined;
  if (typeof certificate !== "string") return <span>None</span>;
  return (
    <div>
      <Certificate pem={certificate} />
      <p className="field-help">{describePrivateKey(isKept, isTyped)}</p>
      <PemEditor
        label={`${label}: certificate`}
        path={path}
        pem={certificate}
        onPut={(next) => (next === undefined ? undefined : change([...path, "certificate"], next))}
        canRemove={false}
      />
    </div>
  );
}

/** A client secret: kept by the engine and never shown; another may be typed over it. */
export function SecretControl({ path, label, value }: ControlProps) {
  const { detail, canEdit, change } = useEditing();
  const isKept = detail.keptSecrets.some((place) => isAt(place, path));
  return (
    <TextField
      label={label}
      path={path}
      value={typeof value === "string" ? value : ""}
      placeholder={isKept ? "kept, never shown; type to change it" : "none"}
      width={34}
      code
      disabled={!canEdit}
      onChange={(secret) => change(path, secret === "" ? undefined : secret)}
    />
  );
}

function PemEditor({
  label,
  path,
  pem,
  onPut,
  canRemove,
}: {
  label: string;
  path: SettingPath;
  pem: string | undefined;
  onPut: (pem: string | undefined) => void;
  canRemove: boolean;
}) {
  const { canEdit } = useEditing();
  const marks = useFieldMarks(path);
  const { opened, open, close, opener } = useUnfolding();
  const [text, setText] = useState("");
  if (!canEdit) return null;
  return opened ? (
    <div>
      <textarea
        ref={focusWhenShown}
        className="control control-code"
        aria-label={`${label}: PEM`}
        {...marks}
        value={text}
        placeholder={PEM_BEGINS}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <button
        type="button"
        className="link-button"
        disabled={text.trim() === ""}
        onClick={() => {
          onPut(`${text.trim()}\n`);
          close();
          setText("");
        }}
      >
        Use it
      </button>{" "}
      <button type="button" className="link-button" onClick={close}>
        Leave it
      </button>
    </div>
  ) : (
    <span className="pem-actions">
      <button
        ref={opener}
        type="button"
        className="link-button"
        aria-label={`${label}: ${pem === undefined ? "paste a certificate" : "replace"}`}
        aria-describedby={marks["aria-describedby"]}
        onClick={open}
      >
        {pem === undefined ? "Paste a certificate" : "Replace"}
      </button>
      {pem !== undefined && canRemove ? (
        <button type="button" className="link-button" aria-label={`${label}: remove`} onClick={() => onPut(undefined)}>
          Remove
        </button>
      ) : null}
    </span>
  );
}

const PEM_BEGINS = "-----BEGIN CERTIFICATE-----";

function describePrivateKey(isKept: boolean, isTyped: boolean): string {
  if (isTyped) return "Its private key was typed in and is kept from now on.";
  return isKept
    ? "Its private key is kept, never shown; with another certificate it is another key."
    : "Its private key is not here: it cannot sign or decrypt.";
}

function swap(pems: readonly string[], before: string, after: string): readonly string[] {
  return pems.map((each) => (each === before ? after : each));
}

/** The engine names kept secrets as it names problems: by dots, from the application or from its arguments. */
function isAt(place: string, path: readonly string[]): boolean {
  const bare = place.replace(/^(?:configuration\.)?(?:application\.)?/, "");
  return bare === path.join(".") || bare === showPath(path);
}
