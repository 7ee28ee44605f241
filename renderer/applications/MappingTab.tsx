import type { AttributeMapping, ClaimMapping } from "../../core/contract/model.ts";
import { PROTOCOL_NAMES } from "../words.ts";
import { AttributeRow } from "./AttributeRow.tsx";
import { CardStanding } from "./CardStanding.tsx";
import { ClaimRow } from "./ClaimRow.tsx";
import { useEditing } from "./editing.ts";
import { MissingPresets } from "./MissingPresets.tsx";
import { PreviewPane } from "./PreviewPane.tsx";
import { RowList } from "./RowList.tsx";
import { freshId } from "./rows.ts";
import { SchemaEditor } from "./SchemaEditor.tsx";
import { signOnWords } from "./sign-on-words.ts";
import { useLoginPreview } from "./use-login-preview.ts";
import { useAutomaticCounts } from "./use-population.ts";
import { usePreviewPerson } from "./use-preview-person.ts";
import { useSettingInView } from "./use-setting-in-view.ts";
import { WithPreviewProblems } from "./WithPreviewProblems.tsx";

/** From the directory to claims, and from claims to the account, with what it comes to. */
export function MappingTab() {
  useSettingInView();
  useAutomaticCounts();
  const { draft } = useEditing();
  const { person } = usePreviewPerson();
  const state = useLoginPreview(person);
  const protocols = (["saml", "oidc"] as const).filter((protocol) => draft.connection[protocol] !== undefined);
  return (
    <div className="with-preview">
      <WithPreviewProblems problems={state.problems}>
        <div>
          {protocols.map((protocol) => (
            <Claims key={protocol} protocol={protocol} alone={protocols.length === 1} />
          ))}
          <section className="block" aria-labelledby="stores-title" data-setting="mappings">
            <h2 id="stores-title" className="block-title">
              What the application stores
            </h2>
            <p className="block-text">
              From the claims of a login to the account. <code>subject</code> is the NameID or <code>sub</code>.
            </p>
            <CardStanding path={["mappings"]} />
            <RowList<AttributeMapping>
              path={["mappings"]}
              noun="Mapping row"
              nameOf={({ target }) => target}
              build={(rows) => ({
                id: freshId(rows, "row"),
                target: "",
                source: { kind: "attribute", attribute: "" },
                apply: "always",
              })}
            >
              {(row, index) => <AttributeRow row={row} number={index + 1} />}
            </RowList>
          </section>
          <SchemaEditor />
        </div>
      </WithPreviewProblems>
      <PreviewPane state={state} shows="mapping" />
    </div>
  );
}

function Claims({ protocol, alone }: { protocol: "saml" | "oidc"; alone: boolean }) {
  const path = ["connection", protocol, "claims"];
  const title = `sends-${protocol}`;
  const words = signOnWords(useEditing().detail.preset?.product, protocol);
  return (
    <section className="block" aria-labelledby={title} data-setting={path.join("/")}>
      <h2 id={title} className="block-title">
        {words.title}
        {alone ? "" : ` by ${PROTOCOL_NAMES[protocol]}`}
      </h2>
      <p className="block-text">
        {words.text} {protocol === "saml" ? "Attributes of the assertion." : "Members of the ID token."}
      </p>
      <RowList<ClaimMapping>
        path={path}
        noun={words.row}
        nameOf={({ claim }) => claim}
        build={(rows) => ({
          id: freshId(rows, "claim"),
          claim: "",
          source: { kind: "attribute", attribute: "" },
        })}
      >
        {(row, index) => <ClaimRow row={row} number={index + 1} protocol={protocol} path={[...path, row.id]} />}
      </RowList>
      <MissingPresets protocol={protocol} />
    </section>
  );
}
