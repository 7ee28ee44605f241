import { Button, MultiSelect } from "@mantine/core";
import type { ScimBehaviour, ScimServerSettings } from "../../core/contract/model.ts";
import { ErrorNotice } from "../components/Notice.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { useCommand } from "../connection/use-command.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { NumberField } from "./NumberField.tsx";
import { ScimBindings } from "./ScimBindings.tsx";
import { ScimRoles } from "./ScimRoles.tsx";
import { FILTER_OPERATORS, SCIM_SWITCHES } from "./scim-switches.ts";
import { Tick } from "./Tick.tsx";
import { useInputMarks } from "./use-field-marks.ts";
import { withMember } from "./with-member.ts";

/** The application as a SCIM service provider, and how it differs from the letter of the RFC. */
export function ScimServer() {
  const { draft, detail } = useEditing();
  const { scim, origin } = draft.application;
  if (scim === undefined) return <NoServer />;
  return (
    <section className="block" aria-labelledby="server-title" data-setting="scim">
      <h2 id="server-title" className="block-title">
        The application&apos;s SCIM server
      </h2>
      <p className="block-text">
        It answers at <code>{origin}/scim/v2</code>, on the same accounts that logins write.{" "}
        {detail.keptSecrets.includes("application.scim.bearerToken")
          ? "Its bearer token is kept and never shown."
          : "It gets a bearer token when this is saved."}
      </p>
      <Behaviour behaviour={scim.behaviour} />
      <ScimRoles scim={scim} />
      <ScimBindings bindings={scim.bindings} />
      <FieldProblems path={["scim"]} only />
    </section>
  );
}

function NoServer() {
  const { workspace, draft, canEdit, change } = useEditing();
  const { run, busy, error } = useCommand("applications.derive");
  const offer = async (): Promise<void> => {
    const derived = await run({ workspace, application: draft.application.id, way: "scim" });
    if (derived?.scim !== undefined) change(["scim"], derived.scim);
  };
  return (
    <section className="block" aria-labelledby="server-title" data-setting="scim">
      <h2 id="server-title" className="block-title">
        The application&apos;s SCIM server
      </h2>
      <div className="row-line">
        <span>It offers no SCIM.</span>
        <Button size="compact-sm" variant="default" loading={busy} disabled={!canEdit} onClick={() => void offer()}>
          Offer SCIM
        </Button>
      </div>
      {error === undefined ? null : <ErrorNotice error={error} />}
    </section>
  );
}

const PATCH_ANSWERS = [
  ["resource", "200 and the account"],
  ["noContent", "204 and nothing"],
] as const;

const DELETIONS = [
  ["hard", "removes the account"],
  ["soft", "deactivates it, and its user name stays taken (F36)"],
] as const;

function Behaviour({ behaviour }: { behaviour: ScimBehaviour }) {
  const { canEdit, change } = useEditing();
  const path = ["scim", "behaviour"];
  const put = <Name extends keyof ScimBehaviour>(name: Name, value: ScimBehaviour[Name] | undefined): void =>
    change(path, withMember(behaviour, name, value));
  return (
    <fieldset className="switches" data-setting="scim/behaviour">
      <legend>How it differs from the RFC; F and a number: the failure in the field that it reproduces</legend>
      {SCIM_SWITCHES.map(({ name, text, failure }) => (
        <div key={name} data-setting={`scim/behaviour/${name}`}>
          <Tick
            path={[...path, name]}
            checked={behaviour[name] === true}
            disabled={!canEdit}
            onChange={(on) => put(name, on ? true : undefined)}
          >
            <Sentence text={text} /> {failure === undefined ? null : <span className="failure">{failure}</span>}
          </Tick>
        </div>
      ))}
      <div className="row-line" data-setting="scim/behaviour/patchAnswer">
        <span>A PATCH is answered with</span>
        <Choice
          label="A PATCH is answered with"
          path={[...path, "patchAnswer"]}
          value={behaviour.patchAnswer ?? "resource"}
          options={PATCH_ANSWERS}
          disabled={!canEdit}
          onChange={(answer) => put("patchAnswer", answer === "noContent" ? answer : undefined)}
        />
      </div>
      <div className="row-line" data-setting="scim/behaviour/deletion">
        <span>DELETE</span>
        <Choice
          label="What DELETE does"
          path={[...path, "deletion"]}
          value={behaviour.deletion ?? "hard"}
          options={DELETIONS}
          disabled={!canEdit}
          onChange={(deletion) => put("deletion", deletion === "soft" ? deletion : undefined)}
        />
      </div>
      <Limits behaviour={behaviour} put={put} />
    </fieldset>
  );
}

function Limits({
  behaviour,
  put,
}: {
  behaviour: ScimServerSettings["behaviour"];
  put: <Name extends keyof ScimBehaviour>(name: Name, value: ScimBehaviour[Name] | undefined) => void;
}) {
  const { canEdit } = useEditing();
  const path = ["scim", "behaviour"];
  const marks = useInputMarks([...path, "filterOperators"]);
  return (
    <>
      <div className="row-line" data-setting="scim/behaviour/maxResults">
        <span>On one page, at most</span>
        <NumberField
          label="Most accounts on one page"
          path={[...path, "maxResults"]}
          value={behaviour.maxResults}
          unit="accounts (empty: any number)"
          max={10_000}
          optional
          disabled={!canEdit}
          onChange={(most) => put("maxResults", most)}
        />
      </div>
      <div className="row-line" data-setting="scim/behaviour/requestsPerMinute">
        <span>In a minute, at most</span>
        <NumberField
          label="Most requests in a minute"
          path={[...path, "requestsPerMinute"]}
          value={behaviour.requestsPerMinute}
          unit="requests (empty: any number); then 429 and Retry-After"
          max={1_000_000}
          optional
          disabled={!canEdit}
          onChange={(most) => put("requestsPerMinute", most)}
        />
        <span className="failure">F42</span>
      </div>
      <div data-setting="scim/behaviour/filterOperators">
        <MultiSelect
          size="xs"
          label="Filter operators that it understands"
          placeholder={behaviour.filterOperators === undefined ? "all of them" : ""}
          data={[...FILTER_OPERATORS]}
          value={[...(behaviour.filterOperators ?? [])]}
          disabled={!canEdit}
          onChange={(chosen) => {
            const known = FILTER_OPERATORS.filter((operator) => chosen.includes(operator));
            put("filterOperators", known.length === 0 ? undefined : known);
          }}
          {...marks}
        />
      </div>
    </>
  );
}
