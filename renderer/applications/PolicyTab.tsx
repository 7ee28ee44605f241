import type { ReactNode } from "react";
import type { JitPolicy } from "../../core/contract/model.ts";
import { describeMember } from "../../core/contract/policy.ts";
import { CardStanding } from "./CardStanding.tsx";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { MatchRows } from "./MatchRows.tsx";
import { POLICY_NAMES, POLICY_OPTIONS } from "./policy-names.ts";
import { TagsField } from "./TagsField.tsx";
import { TruthTable } from "./TruthTable.tsx";
import "./policy.css";
import { Sentence } from "../components/Sentence.tsx";
import { useSettingInView } from "./use-setting-in-view.ts";

/** What the application does when a login arrives, as sentences with their choices inside. */
export function PolicyTab() {
  useSettingInView();
  const { draft, detail } = useEditing();
  const { roles } = draft.application;
  return (
    <div className="policy">
      <section className="policy-sentences" aria-label="JIT policy in sentences">
        <PolicyLine id="enabled">
          A login <PolicyChoice id="enabled" /> an account: just-in-time provisioning is{" "}
          {draft.application.jit.enabled ? "on" : "off. Whoever has an account still signs in"}.
        </PolicyLine>
        <PolicyLine id="requiredClaims">
          A login must bring the claims <Names id="requiredClaims" data={detail.claims} none="none in particular" />
        </PolicyLine>
        <PolicyLine id="allowedEmailDomains">
          The email must be of the domains <Names id="allowedEmailDomains" data={[]} none="any domain" />
        </PolicyLine>
        <PolicyLine id="match">
          An account is found by the identity link that an earlier login left; else, in this order, by:
          <MatchRows />
        </PolicyLine>
        <PolicyLine id="noMatch">
          When a login arrives and <strong>no</strong> account matches: <PolicyChoice id="noMatch" />.
        </PolicyLine>
        <PolicyLine id="emailOnlyMatch">
          When an account matches <strong>by its email alone</strong>: <PolicyChoice id="emailOnlyMatch" />.
        </PolicyLine>
        <PolicyLine id="deactivated">
          When the account is <strong>deactivated</strong>: <PolicyChoice id="deactivated" />.
        </PolicyLine>
        <PolicyLine id="laterLogins">
          On every <strong>later login</strong>: <PolicyChoice id="laterLogins" />.
        </PolicyLine>
        <PolicyLine id="roles">
          <strong>Roles</strong> are <PolicyChoice id="roles" />.
        </PolicyLine>
        <PolicyLine id="defaultRole">
          The default role is <DefaultRole roles={roles} />.
        </PolicyLine>
        <PolicyLine id="noRoleRuleMatches">
          When <strong>no role rule</strong> holds: <PolicyChoice id="noRoleRuleMatches" />.
        </PolicyLine>
      </section>
      <TruthTable />
    </div>
  );
}

/** One member of the policy, with its risk under it as it is drafted. */
function PolicyLine({ id, children }: { id: keyof JitPolicy; children: ReactNode }) {
  const { draft } = useEditing();
  const { risk } = describeMember(draft.application.jit, id);
  const isOff = !draft.application.jit.enabled && NEEDS_PROVISIONING.has(id);
  return (
    <div className="policy-sentence" data-setting={`jit/${id}`} data-off={isOff}>
      <div className="policy-words">{children}</div>
      <CardStanding path={["jit", id]} />
      {isOff ? <p className="policy-note">Not asked while just-in-time provisioning is off.</p> : null}
      {risk === undefined || isOff ? null : (
        <p className="policy-risk">
          <strong>Risk:</strong> <Sentence text={risk} />
        </p>
      )}
      <FieldProblems path={["jit", id]} />
    </div>
  );
}

/** What only provisioning asks; the rest holds for whoever has an account, too. */
const NEEDS_PROVISIONING: ReadonlySet<keyof JitPolicy> = new Set<keyof JitPolicy>([
  "requiredClaims",
  "allowedEmailDomains",
  "noMatch",
  "laterLogins",
  "roles",
  "defaultRole",
  "noRoleRuleMatches",
]);

function PolicyChoice({ id }: { id: keyof JitPolicy }) {
  const { draft, canEdit, change } = useEditing();
  const value = draft.application.jit[id];
  return (
    <Choice
      label={POLICY_NAMES[id]}
      path={["jit", id]}
      value={typeof value === "boolean" ? onOff(value) : String(value)}
      options={POLICY_OPTIONS[id] ?? []}
      disabled={!canEdit}
      onChange={(next) => change(["jit", id], id === "enabled" ? next === "on" : next)}
    />
  );
}

function onOff(on: boolean): string {
  return on ? "on" : "off";
}

function DefaultRole({ roles }: { roles: readonly { readonly id: string; readonly name: string }[] }) {
  const { draft, canEdit, change } = useEditing();
  return (
    <Choice
      label={POLICY_NAMES.defaultRole}
      path={["jit", "defaultRole"]}
      value={draft.application.jit.defaultRole}
      options={roles.map(({ id, name }) => [id, name])}
      absent="none"
      disabled={!canEdit}
      onChange={(role) => change(["jit", "defaultRole"], role)}
    />
  );
}

/** Names, none of which means something as well. */
function Names({
  id,
  data,
  none,
}: {
  id: "requiredClaims" | "allowedEmailDomains";
  data: readonly string[];
  none: string;
}) {
  const { draft, canEdit, change } = useEditing();
  const value = draft.application.jit[id];
  return (
    <TagsField
      className="policy-names"
      label={POLICY_NAMES[id]}
      path={["jit", id]}
      suggestions={data}
      value={value}
      disabled={!canEdit}
      placeholder={value.length === 0 ? none : ""}
      onChange={(names) => change(["jit", id], names)}
    />
  );
}
