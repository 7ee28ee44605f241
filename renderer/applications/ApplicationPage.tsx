import { useState } from "react";
import { Link, useParams } from "wouter";
import type { ContractError } from "../../core/contract/contract.ts";
import type { ApplicationDetail } from "../../core/contract/results.ts";
import { Notice } from "../components/Notice.tsx";
import { useHashSearch } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useAccess } from "../connection/workspace-context.ts";
import { AboutTab } from "./AboutTab.tsx";
import { ApplicationHead } from "./ApplicationHead.tsx";
import { ConnectionTab } from "./ConnectionTab.tsx";
import { DraftFooter } from "./DraftFooter.tsx";
import { EditingContext } from "./editing.ts";
import { MappingTab } from "./MappingTab.tsx";
import { PolicyTab } from "./PolicyTab.tsx";
import { type Tab, tabOf } from "./problems.ts";
import { RolesTab } from "./RolesTab.tsx";
import { useApplicationDraft } from "./use-editing.ts";
import { useSettingInView } from "./use-setting-in-view.ts";

const TABS: readonly (readonly [Tab, string])[] = [
  ["connection", "Connection"],
  ["policy", "JIT policy"],
  ["mapping", "Mapping"],
  ["roles", "Role rules"],
  ["about", "How this app behaves"],
];

const NO_PROBLEMS: NonNullable<ContractError["problems"]> = [];

const PANELS = {
  connection: ConnectionTab,
  policy: PolicyTab,
  mapping: MappingTab,
  roles: RolesTab,
  about: AboutTab,
} as const;

/** One application: its settings by tab, as a draft until they are saved. */
export function ApplicationPage({ workspace, detail }: { workspace: string; detail: ApplicationDetail }) {
  const { tab = "policy" } = useParams<{ tab?: string }>();
  const [refusal, setRefusal] = useState<ContractError>();
  const { editing, entry, keep } = useApplicationDraft(workspace, detail, refusal?.problems ?? NO_PROBLEMS);
  const { why } = useAccess();
  const search = new URLSearchParams(useHashSearch());
  const current = TABS.find(([name]) => name === tab)?.[0] ?? "policy";
  useSettingInView(search.get("setting"), current);
  const Panel = PANELS[current];
  const { id, name } = detail.configuration.application;
  return (
    <EditingContext value={editing}>
      <section className="application-page" data-pane tabIndex={-1} aria-label={`Settings of ${name}`}>
        <ApplicationHead isNew={search.get("new") === "1"} />
        <nav className="tab-links" aria-label="Settings by subject">
          {TABS.map(([each, title]) => (
            <Link
              key={each}
              href={places.applications(workspace, id, each)}
              aria-current={each === current ? "page" : undefined}
            >
              {title}
              {editing.problems.some(({ path, severity }) => severity === "error" && tabOf(path) === each) ? (
                <span className="tab-mark"> (not right)</span>
              ) : null}
            </Link>
          ))}
        </nav>
        {why === undefined ? null : (
          <Notice tone="note" title="These settings cannot be changed here.">
            {why}
          </Notice>
        )}
        <div className="tab-panel">
          <Panel />
        </div>
      </section>
      <DraftFooter entry={entry} keep={keep} refusal={refusal} onRefusal={setRefusal} />
    </EditingContext>
  );
}
