import { useState } from "react";
import { Link, Redirect, useParams } from "wouter";
import type { ApplicationDetail } from "../../core/contract/results.ts";
import { Notice } from "../components/Notice.tsx";
import { useHashSearch } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useAccess } from "../connection/workspace-context.ts";
import { ApplicationHead } from "./ApplicationHead.tsx";
import { DraftFooter } from "./DraftFooter.tsx";
import { EditingContext } from "./editing.ts";
import { AboutTab, ConnectionTab, MappingTab, ProvisioningTab, RolesTab } from "./later.ts";
import { PolicyTab } from "./PolicyTab.tsx";
import type { Refusal } from "./page-problems.ts";
import { type Tab, tabOf } from "./problems.ts";
import { useApplicationDraft } from "./use-editing.ts";

const TABS: readonly (readonly [Tab, string])[] = [
  ["connection", "Connection"],
  ["policy", "JIT policy"],
  ["mapping", "Mapping"],
  ["roles", "Role rules"],
  ["provisioning", "Provisioning"],
  ["about", "How this app behaves"],
];

const PANELS = {
  connection: ConnectionTab,
  policy: PolicyTab,
  mapping: MappingTab,
  roles: RolesTab,
  provisioning: ProvisioningTab,
  about: AboutTab,
} as const;

interface PageProps {
  readonly workspace: string;
  readonly detail: ApplicationDetail;
}

/** One application: its settings by tab, as a draft until they are saved. */
export function ApplicationPage({ workspace, detail }: PageProps) {
  const { tab = "policy" } = useParams<{ tab?: string }>();
  const known = TABS.find(([name]) => name === tab)?.[0];
  if (known !== undefined) return <Page workspace={workspace} detail={detail} current={known} />;
  return <Redirect to={places.applications(workspace, detail.configuration.application.id, "policy")} replace />;
}

function Page({ workspace, detail, current }: PageProps & { readonly current: Tab }) {
  const [refusal, setRefusal] = useState<Refusal>();
  const { editing, entry, keep } = useApplicationDraft(workspace, detail, refusal);
  const { why } = useAccess();
  const search = new URLSearchParams(useHashSearch());
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
