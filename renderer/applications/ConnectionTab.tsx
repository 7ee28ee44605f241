import { useMemo } from "react";
import { useWorkspace } from "../connection/workspace-context.ts";
import { PROTOCOL_NAMES } from "../words.ts";
import { ConnectionFieldRow } from "./ConnectionFieldRow.tsx";
import { type ConnectionField, type FieldPair, GENERAL_PAIRS, PAIRS } from "./connection-fields.ts";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { findMismatches } from "./mismatch.ts";
import { MismatchContext } from "./mismatch-context.ts";
import { NoteField } from "./NoteField.tsx";
import { ProductLine } from "./ProductLine.tsx";
import "./connection.css";
import { useSettingInView } from "./use-setting-in-view.ts";

const PROTOCOLS = ["saml", "oidc"] as const;

/** Both sides of the connection next to each other: what must agree stands on one line. */
export function ConnectionTab() {
  useSettingInView();
  const { draft } = useEditing();
  const { identityProviders } = useWorkspace();
  const provider = identityProviders.find(({ id }) => id === draft.provider);
  const mismatches = useMemo(() => findMismatches(draft, provider), [draft, provider]);
  const general = draft.application.saml !== undefined && draft.application.oidc !== undefined;
  return (
    <MismatchContext value={mismatches}>
      <div className="sides">
        <div className="sides-head">
          <h2>At the identity provider, {provider?.name ?? draft.provider}</h2>
          <h2>At the application, {draft.application.name}</h2>
        </div>
        <ProductLine />
        <Pairs pairs={general ? GENERAL_PAIRS : GENERAL_PAIRS.map(withoutChoiceOfProtocol)} />
        {PROTOCOLS.filter((protocol) => draft.connection[protocol] ?? draft.application[protocol]).map((protocol) => (
          <section key={protocol} aria-label={PROTOCOL_NAMES[protocol]}>
            <h2 className="sides-protocol">{PROTOCOL_NAMES[protocol]}</h2>
            <Pairs pairs={PAIRS[protocol]} />
          </section>
        ))}
        <NoteField path={["connection", "note"]} about="the connection" />
        <FieldProblems path={["connection", "note"]} />
      </div>
    </MismatchContext>
  );
}

/** Where there is one protocol, there is nothing to choose. */
function withoutChoiceOfProtocol(pair: FieldPair): FieldPair {
  return { ...pair, application: pair.application.filter(({ path }) => path !== "signOn") };
}

function Pairs({ pairs }: { pairs: readonly FieldPair[] }) {
  return pairs.map(({ title, identityProvider, application }) => (
    <section key={title} className="pair" aria-label={title}>
      <h3 className="pair-title">{title}</h3>
      <Side side="At the identity provider" title={title} fields={identityProvider} />
      <Side side="At the application" title={title} fields={application} />
    </section>
  ));
}

function Side({ side, title, fields }: { side: string; title: string; fields: readonly ConnectionField[] }) {
  return (
    <fieldset className="side" aria-label={`${title}: ${side.toLowerCase()}`}>
      {fields.map((field) => (
        <ConnectionFieldRow key={field.path} field={field} side={side} />
      ))}
      {fields.length === 0 ? <p className="side-none">Nothing to set on this side.</p> : null}
    </fieldset>
  );
}
