import { Select, Stack } from "@mantine/core";
import type { ImportChoices, ImportKindItem } from "../../core/contract/imports.ts";
import { Notice } from "../components/Notice.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { showBytes } from "../home/show-bytes.ts";
import { FirstRows } from "./FirstRows.tsx";
import { sentenceOf } from "./results.ts";
import type { ImportingFile } from "./use-importing-file.ts";

/** What the file was recognised as, with a way to say otherwise, and what it is about. */
export function WhatItIs({ importing }: { importing: ImportingFile }) {
  const { file, looked } = importing;
  const { value: known } = useAnswer("imports.kinds", {});
  const kinds = known?.kinds ?? [];
  const { kind, plan, table } = looked.value ?? {};
  const item = kinds.find((each) => each.kind === kind);
  return (
    <Stack gap="sm">
      <p className="dialog-text">
        <strong>{file.name}</strong> · {showBytes(file.size)}
      </p>
      {looked.error?.code === "IMPORT_NOT_RECOGNISED" ? (
        <Notice tone="warn" title="What this is cannot be told from its content.">
          Choose below what it is.
        </Notice>
      ) : null}
      {looked.busy || kind !== undefined || looked.error?.code === "IMPORT_NOT_RECOGNISED" ? (
        <KindField importing={importing} kinds={kinds} />
      ) : null}
      {item?.aboutApplication === true ? <AboutFields importing={importing} /> : null}
      {plan === undefined ? null : (
        <p className="import-what" role="status">
          <Sentence text={sentenceOf(plan.what)} />
        </p>
      )}
      {table !== undefined ? <FirstRows table={table} /> : null}
    </Stack>
  );
}

function KindField({ importing, kinds }: { importing: ImportingFile; kinds: readonly ImportKindItem[] }) {
  const { looked, choices, setChoices } = importing;
  const { kind, why } = looked.value ?? {};
  return (
    <Select
      label="What it is"
      description={choices.as === undefined && why !== undefined ? <Recognised why={why} /> : undefined}
      placeholder={looked.busy ? "Looking…" : "Choose what it is"}
      data={kinds.map(({ kind: value, name: label }) => ({ value, label }))}
      value={choices.as ?? kind ?? null}
      onChange={(value) => {
        const chosen = kinds.find((each) => each.kind === value)?.kind;
        // Columns and answers are about the kind that they were chosen for.
        const { application, identityProvider } = choices;
        const about = { ...given("application", application), ...given("identityProvider", identityProvider) };
        if (chosen !== undefined) setChoices({ ...about, as: chosen });
      }}
      allowDeselect={false}
      searchable
      openOnFocus={false}
      maxDropdownHeight={260}
      data-autofocus
    />
  );
}

function Recognised({ why }: { why: string }) {
  return (
    <>
      Recognised: <Sentence text={why} />.
    </>
  );
}

/** Which application and identity provider the file is about. */
function AboutFields({ importing: { choices, setChoices } }: { importing: ImportingFile }) {
  const { applications, identityProviders } = useWorkspace();
  const choose = (name: "application" | "identityProvider", value: string | null): void => {
    const { [name]: _, ...others } = choices;
    setChoices({ ...others, ...given(name, value ?? undefined) });
  };
  return (
    <>
      <Select
        label="Application that it is about"
        placeholder="Found by the names in the file"
        data={applications.map(({ id: value, name: label }) => ({ value, label }))}
        value={choices.application ?? null}
        onChange={(value) => choose("application", value)}
        clearable
        clearButtonProps={{ "aria-label": "Find the application by the names in the file" }}
      />
      {identityProviders.length < 2 ? null : (
        <Select
          label="Identity provider"
          placeholder="The one that the application is connected to"
          data={identityProviders.map(({ id: value, name: label }) => ({ value, label }))}
          value={choices.identityProvider ?? null}
          onChange={(value) => choose("identityProvider", value)}
          clearable
          clearButtonProps={{ "aria-label": "Take the identity provider that the application is connected to" }}
        />
      )}
    </>
  );
}

/** A member of the choices, where there is one. */
function given(name: "application" | "identityProvider", value: string | undefined): ImportChoices {
  return value === undefined ? {} : { [name]: value };
}
