import { Button, Group, Select, Stack } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Exported, ExportKind, ExportKindItem, PeopleNames } from "../../core/contract/exports.ts";
import { Answered } from "../components/Answered.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { downloadText } from "../components/download.ts";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { tell } from "../connection/told.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { Far } from "./Far.tsx";
import { closeExport, useExporting } from "./importing.ts";
import { useMade } from "./use-made.ts";
import "./import.css";

/** A part of the workspace as a file of some product: what it cannot carry is said before it is saved. */
export function ExportDialog() {
  const list = useAnswer("exports.list", {});
  return (
    <Dialog size="lg" onClose={closeExport} title="Export">
      <Answered answer={list}>{({ kinds }) => <ExportForm kinds={kinds} />}</Answered>
    </Dialog>
  );
}

function ExportForm({ kinds }: { kinds: readonly ExportKindItem[] }) {
  const { applications, identityProviders } = useWorkspace();
  const { wish } = useExporting();
  const offered = kinds.filter(({ application }) => application !== "yes" || applications.length > 0);
  const [item, setItem] = useState(() => firstKind(offered, wish?.application));
  const [application, setApplication] = useState(wish?.application);
  const [identityProvider, setProvider] = useState<string>();
  const [names, setNames] = useState<PeopleNames>("entra");
  if (item === undefined) return null;
  const about = item.application === "yes" ? (application ?? applications[0]?.id) : application;
  return (
    <Stack gap="sm">
      <Select
        label="What"
        description={item.purpose}
        data={offered.map(({ kind, name }) => ({ value: kind, label: name }))}
        value={item.kind}
        onChange={(value) => setItem(offered.find(({ kind }) => kind === value) ?? item)}
        allowDeselect={false}
        maxDropdownHeight={280}
        data-autofocus
      />
      {item.application === "no" ? null : (
        <Select
          label="Application"
          data={applications.map(({ id, name }) => ({ value: id, label: name }))}
          value={about ?? null}
          placeholder="None: it is about the identity provider"
          onChange={(value) => setApplication(value ?? undefined)}
          clearable={item.application === "either"}
          clearButtonProps={{ "aria-label": "About the identity provider" }}
        />
      )}
      {item.identityProvider === true && identityProviders.length > 1 ? (
        <Select
          label="Identity provider"
          data={identityProviders.map(({ id, name }) => ({ value: id, label: name }))}
          value={identityProvider ?? null}
          placeholder="The only one that has it"
          onChange={(value) => setProvider(value ?? undefined)}
          clearable
          clearButtonProps={{ "aria-label": "Whichever has it" }}
        />
      ) : null}
      {item.names === true ? (
        <Select
          label="Columns are called as in"
          data={NAMES}
          value={names}
          onChange={(value) => setNames(value === "okta" ? "okta" : "entra")}
          allowDeselect={false}
        />
      ) : null}
      <MadeExport
        kind={item.kind}
        application={item.application === "no" ? undefined : about}
        identityProvider={item.identityProvider === true ? identityProvider : undefined}
        names={item.names === true ? names : undefined}
      />
    </Stack>
  );
}

const NAMES: readonly { readonly value: PeopleNames; readonly label: string }[] = [
  { value: "entra", label: "Microsoft Entra" },
  { value: "okta", label: "Okta" },
];

/** Who comes from an application means a file about it; anybody else the people. */
function firstKind(kinds: readonly ExportKindItem[], application: string | undefined): ExportKindItem | undefined {
  const isWanted = (item: ExportKindItem): boolean =>
    application === undefined ? item.kind === "peopleCsv" : item.application === "yes";
  return kinds.find(isWanted) ?? kinds[0];
}

/** What is written, and what somebody said about it. */
interface Making {
  readonly kind: ExportKind;
  readonly application: string | undefined;
  readonly identityProvider: string | undefined;
  readonly names: PeopleNames | undefined;
}

function MadeExport({ kind, application, identityProvider, names }: Making) {
  const { id: workspace } = useWorkspace();
  const args = useMemo(
    () => ({
      workspace,
      kind,
      ...(application === undefined ? {} : { application }),
      ...(identityProvider === undefined ? {} : { identityProvider }),
      ...(names === undefined ? {} : { names }),
    }),
    [workspace, kind, application, identityProvider, names],
  );
  const { made, cancel } = useMade(args);
  const { value, error } = made;
  return (
    <>
      {error === undefined ? null : <ErrorNotice error={error} />}
      {value === undefined ? null : <NotCarriedList made={value} />}
      <div className="import-foot">
        {value === undefined && error === undefined ? <Far name="Writing" far={made.far} onCancel={cancel} /> : null}
        <span className="pane-gap" />
        <Group gap={8}>
          <Button variant="default" onClick={closeExport}>
            Close
          </Button>
          <Button variant="default" disabled={value === undefined} onClick={() => value && void copy(value.text)}>
            Copy
          </Button>
          <Button disabled={value === undefined} onClick={() => value && save(value)}>
            Save
          </Button>
        </Group>
      </div>
    </>
  );
}

/** More are counted alone. */
const MOST = 50;

function NotCarriedList({ made: { fileName, notCarried } }: { made: Exported }) {
  if (notCarried.length === 0) {
    return <Notice tone="good" title={`${fileName} carries everything that it is about.`} />;
  }
  const more = notCarried.length - MOST;
  return (
    <Notice tone="warn" title={`What ${fileName} does not carry`}>
      <ul>
        {notCarried.slice(0, MOST).map(({ place, message }) => (
          <li key={`${place} ${message}`}>
            <Sentence text={message} /> <code>{place}</code>
          </li>
        ))}
      </ul>
      {more > 0 ? `and ${more.toLocaleString("en")} more.` : null}
    </Notice>
  );
}

const TYPES: Readonly<Record<string, string>> = { json: "application/json", csv: "text/csv", xml: "application/xml" };

function save({ fileName, text }: Exported): void {
  downloadText(fileName, text, TYPES[fileName.split(".").at(-1) ?? ""]);
  closeExport();
  tell(`${fileName} is saved where your downloads go.`);
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tell("Copied.");
  } catch {
    tell("The browser does not allow copying here. Save it instead.", "note");
  }
}
