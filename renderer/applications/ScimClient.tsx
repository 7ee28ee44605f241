import { MultiSelect } from "@mantine/core";
import type { Provisioning, ScimClientSettings } from "../../core/contract/model.ts";
import { nounOfRun } from "../../core/contract/product-words.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { NumberField } from "./NumberField.tsx";
import { Tick } from "./Tick.tsx";
import { useInputMarks } from "./use-field-marks.ts";
import { withMember } from "./with-member.ts";

const PATH = ["connection", "provisioning", "client"];

const DIALECTS = [
  ["entra", "Entra"],
  ["entraScim062020", "Entra with aadOptscim062020"],
  ["oktaWizard", "Okta, an application made with the wizard"],
  ["oktaCatalog", "Okta, an application of the catalogue"],
  ["rfc", "nothing but RFC 7644"],
] as const;

const ACTIONS = [
  ["create", "makes accounts"],
  ["update", "changes them"],
  ["disable", "deactivates them"],
  ["delete", "deletes them once the person is gone for good"],
] as const;

/** How the identity provider's SCIM client speaks, when it acts, and what it may do. */
export function ScimClient({ provisioning: { client } }: { provisioning: Extract<Provisioning, { way: "scim" }> }) {
  const { detail, canEdit, change } = useEditing();
  const put = (next: ScimClientSettings): void => change(PATH, next);
  return (
    <section className="block" aria-labelledby="client-title" data-setting="connection/provisioning/client">
      <h2 id="client-title" className="block-title">
        The identity provider&apos;s SCIM client
      </h2>
      <div className="row-line" data-setting="connection/provisioning/client/dialect">
        <span>It speaks like</span>
        <Choice
          label="The client speaks like"
          path={[...PATH, "dialect"]}
          value={client.dialect}
          options={DIALECTS}
          disabled={!canEdit}
          onChange={(dialect) => put({ ...client, dialect: dialect ?? client.dialect })}
        />
        {client.dialect === "oktaCatalog" ? (
          <Tick
            path={[...PATH, "patchOnly"]}
            checked={client.patchOnly === true}
            disabled={!canEdit}
            onChange={(on) => put(withMember(client, "patchOnly", on ? true : undefined))}
          >
            every change is a PATCH
          </Tick>
        ) : null}
      </div>
      <Runs client={client} put={put} />
      <div className="row-line" data-setting="connection/provisioning/client/actions">
        <span>It</span>
        {ACTIONS.map(([action, words]) => (
          <Tick
            key={action}
            path={[...PATH, "actions", action]}
            checked={client.actions[action]}
            disabled={!canEdit}
            onChange={(on) => put({ ...client, actions: { ...client.actions, [action]: on } })}
          >
            {words}
          </Tick>
        ))}
      </div>
      <Limits client={client} put={put} />
      <Groups client={client} put={put} />
      <p className="block-text">
        {detail.keptSecrets.includes("connection.provisioning.client.bearerToken")
          ? "It proves itself with a token of its own, which is kept and never shown."
          : "It proves itself with the token that the application takes."}
      </p>
      <FieldProblems path={PATH} />
    </section>
  );
}

interface ClientProps {
  readonly client: ScimClientSettings;
  readonly put: (client: ScimClientSettings) => void;
}

function Runs({ client, put }: ClientProps) {
  const { canEdit } = useEditing();
  const { runs } = client;
  return (
    <div className="row-line" data-setting="connection/provisioning/client/runs">
      <span>It acts</span>
      <Choice
        label="The client acts"
        path={[...PATH, "runs", "on"]}
        value={runs.on}
        options={[
          ["cycle", "in cycles, every"],
          ["events", "as soon as something changes"],
        ]}
        disabled={!canEdit}
        onChange={(on) => put({ ...client, runs: on === "events" ? { on } : { on: "cycle", everyMinutes: 40 } })}
      />
      {runs.on === "cycle" ? (
        <NumberField
          label="Time between cycles"
          path={[...PATH, "runs", "everyMinutes"]}
          value={runs.everyMinutes}
          unit="minutes"
          max={525_600}
          disabled={!canEdit}
          onChange={(everyMinutes) => put({ ...client, runs: { on: "cycle", everyMinutes: everyMinutes ?? 40 } })}
        />
      ) : null}
    </div>
  );
}

function Limits({ client, put }: ClientProps) {
  const { canEdit, draft, detail } = useEditing();
  const noun = nounOfRun(detail.preset?.product, draft.connection.provisioning);
  return (
    <>
      <div className="row-line" data-setting="connection/provisioning/client/deletionThreshold">
        <span>Deactivations and deletions in one {noun}, at most</span>
        <NumberField
          label={`Most deactivations and deletions in one ${noun}`}
          path={[...PATH, "deletionThreshold"]}
          value={client.deletionThreshold}
          unit="people"
          max={1_000_000}
          optional
          disabled={!canEdit}
          onChange={(most) => put(withMember(client, "deletionThreshold", most))}
        />
        <span className="row-soft">(empty: no limit). More are held back.</span>
      </div>
      <div className="row-line" data-setting="connection/provisioning/client/skipOutOfScopeDeletions">
        <Tick
          path={[...PATH, "skipOutOfScopeDeletions"]}
          checked={client.skipOutOfScopeDeletions === true}
          disabled={!canEdit}
          onChange={(on) => put(withMember(client, "skipOutOfScopeDeletions", on ? true : undefined))}
        >
          People who fall out of scope keep their accounts as they are (SkipOutOfScopeDeletions).
        </Tick>
      </div>
      {client.dialect.startsWith("entra") ? (
        <div className="row-line" data-setting="connection/provisioning/client/onDemandForgets">
          <Tick
            path={[...PATH, "onDemandForgets"]}
            checked={client.onDemandForgets === true}
            disabled={!canEdit}
            onChange={(on) => put(withMember(client, "onDemandForgets", on ? true : undefined))}
          >
            Provision on demand of somebody who is back makes another account. <span className="failure">F37</span>
          </Tick>
        </div>
      ) : null}
    </>
  );
}

function Groups({ client, put }: ClientProps) {
  const { workspace, canEdit } = useEditing();
  const { value: table } = useAnswer("directory.table", { workspace });
  const marks = useInputMarks([...PATH, "groups"]);
  return (
    <div data-setting="connection/provisioning/client/groups">
      <MultiSelect
        size="xs"
        label="Groups that are pushed with their members"
        placeholder={client.groups.length === 0 ? "none" : ""}
        searchable
        limit={50}
        data={(table?.groups ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={[...client.groups]}
        disabled={!canEdit}
        onChange={(groups) => put({ ...client, groups })}
        {...marks}
      />
    </div>
  );
}
