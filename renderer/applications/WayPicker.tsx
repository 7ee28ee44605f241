import { useId } from "react";
import { Link } from "wouter";
import type { Configuration } from "../../core/contract/methods.ts";
import type { ApplicationLifecycle } from "../../core/contract/results.ts";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { places } from "../connection/places.ts";
import { useCommand } from "../connection/use-command.ts";
import { OWNER_WORDS } from "../words.ts";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { nameOfWay, WAYS, type Way, wayOf } from "./ways.ts";

const PATH = ["connection", "provisioning"];

/** The way in which accounts come to be, with who writes and when; and the logins beside it. */
export function WayPicker({ standing }: { standing: ApplicationLifecycle | undefined }) {
  const { workspace, base, draft, canEdit, replace } = useEditing();
  const { run, error } = useCommand("applications.derive");
  const group = useId();
  const way = wayOf(draft.connection.provisioning);
  const choose = async (next: Way): Promise<void> => {
    const kept = wayOf(base.connection.provisioning) === next;
    if (next === "logins" || kept) return replace(withProvisioning(draft, base.connection.provisioning, kept), PATH);
    const derived = await run({ workspace, application: draft.application.id, way: next });
    if (derived === undefined) return;
    const { provisioning, scim } = derived;
    const offering = scim === undefined || draft.application.scim !== undefined ? {} : { scim };
    const application = { ...draft.application, ...offering };
    replace({ ...draft, application, connection: { ...draft.connection, provisioning } }, PATH);
  };
  return (
    <section className="block" aria-labelledby="way-title" data-setting="connection/provisioning">
      <h2 id="way-title" className="block-title">
        How accounts come to be
      </h2>
      <fieldset className="way-list" disabled={!canEdit}>
        <legend className="sr-only">The way of provisioning</legend>
        {WAYS.map((each) => (
          <label key={each.way} className="way" data-chosen={each.way === way}>
            <input
              type="radio"
              name={group}
              value={each.way}
              checked={each.way === way}
              onChange={() => void choose(each.way)}
            />
            <span>
              <strong>{each.name}</strong> <span className="row-soft">{each.text}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {error === undefined ? null : <ErrorNotice error={error} />}
      <FieldProblems path={PATH} only />
      <LoginsBeside way={way} />
      <WhatBecomes way={way} standing={standing} />
    </section>
  );
}

/** The draft with the way that is saved, or with none. */
function withProvisioning(
  draft: Configuration,
  saved: Configuration["connection"]["provisioning"],
  kept: boolean,
): Configuration {
  const { provisioning: _, ...connection } = draft.connection;
  return { ...draft, connection: kept && saved !== undefined ? { ...connection, provisioning: saved } : connection };
}

function LoginsBeside({ way }: { way: Way }) {
  const { workspace, draft } = useEditing();
  const { id, jit } = draft.application;
  const link = (
    <Link className="link-button" href={places.applications(workspace, id, "policy")}>
      JIT policy
    </Link>
  );
  if (!jit.enabled) {
    return (
      <p className="block-text">
        Just-in-time provisioning is off: a login neither makes an account nor changes one. {link}
      </p>
    );
  }
  return (
    <p className="block-text">
      Just-in-time provisioning is on{way === "logins" ? "" : " beside it"}: a login makes and changes accounts too, as
      its own rows say.
      {way === "logins" ? "" : " Where the two disagree about a value, each writes over the other."} {link}
    </p>
  );
}

/** What becomes of the accounts that are there, once another way is saved. */
function WhatBecomes({ way, standing }: { way: Way; standing: ApplicationLifecycle | undefined }) {
  const { base } = useEditing();
  const saved = wayOf(base.connection.provisioning);
  if (standing === undefined || standing.accounts === 0) return null;
  const owned = saved === "logins" ? 0 : (standing.owners[saved] ?? 0);
  const others = standing.accounts - owned;
  if (way === saved) return <Owners standing={standing} />;
  return (
    <Notice tone="note" title={`All ${standing.accounts} accounts stay as they are.`}>
      {owned === 0
        ? ""
        : `${owned} that ${nameOfWay(saved)} made or matched ${way === "logins" ? "are left to their people's logins" : `are looked after by ${nameOfWay(way)} from then on`}. `}
      {others === 0
        ? ""
        : `${others} ${owned === 0 ? "" : "others "}${way === "logins" ? "stay with their people's logins, or with nobody" : `come to ${nameOfWay(way)} when it matches them with a person`}.`}
    </Notice>
  );
}

function Owners({ standing: { application, accounts, owners } }: { standing: ApplicationLifecycle }) {
  const { workspace } = useEditing();
  const counted = Object.entries(OWNER_WORDS).flatMap(([owner, words]) => {
    const count = Object.entries(owners).find(([name]) => name === owner)?.[1] ?? 0;
    return count === 0 ? [] : [`${count} by ${words}`];
  });
  return (
    <p className="block-text">
      {accounts} {accounts === 1 ? "account is" : "accounts are"} there, looked after: {counted.join(", ")}.{" "}
      <Link className="link-button" href={places.accounts(workspace, application)}>
        Show the accounts
      </Link>
    </p>
  );
}
