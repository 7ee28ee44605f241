import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import type { ControlProps } from "./FieldControl.tsx";
import { TagsField } from "./TagsField.tsx";

const COMPARISONS = [
  ["exact", "exactly"],
  ["minimum", "at least"],
  ["better", "better than"],
  ["maximum", "at most"],
] as const;

/** Classes of the specification (SAML authentication context, section 3.4), and the one for a second factor. */
const CLASSES = [
  "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
  "urn:oasis:names:tc:SAML:2.0:ac:classes:Password",
  "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract",
  "https://refeds.org/profile/mfa",
];

/** How strong the sign-in must be; nothing is asked for where there is none. */
export function AuthnContextControl({ path, label }: ControlProps) {
  const { draft, canEdit, change } = useEditing();
  const asked = draft.application.saml?.requestedAuthnContext;
  return (
    <div>
      <Choice
        label={label}
        path={[...path, "comparison"]}
        value={asked?.comparison}
        options={COMPARISONS}
        absent="not asked for"
        disabled={!canEdit}
        onChange={(comparison) =>
          change(
            path,
            comparison === undefined ? undefined : { comparison, classes: asked?.classes ?? CLASSES.slice(0, 1) },
          )
        }
      />
      {asked === undefined ? null : (
        <TagsField
          label={`${label}: classes`}
          path={[...path, "classes"]}
          suggestions={CLASSES}
          value={asked.classes}
          disabled={!canEdit}
          onChange={(classes) => change([...path, "classes"], classes)}
        />
      )}
    </div>
  );
}
