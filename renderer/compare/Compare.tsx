import { useCallback, useEffect, useMemo, useState } from "react";
import { useSearch } from "wouter";
import type { ComparePresets } from "../../core/contract/comparison.ts";
import { Answered } from "../components/Answered.tsx";
import { Empty } from "../components/Empty.tsx";
import { Notice } from "../components/Notice.tsx";
import { useEngine } from "../connection/engine-context.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { CompareScreen } from "./CompareScreen.tsx";
import { changePlace, runComparison, useComparing } from "./comparing.ts";
import { type ComparePlace, decodePlace, encodePlace, firstPlace } from "./place.ts";
import "../components/pane.css";
import "./compare.css";

/** The same events through several ways to provision, side by side on one axis. */
export function Compare() {
  const { id } = useWorkspace();
  const presets = useAnswer("compare.presets", { workspace: id });
  return (
    <>
      {presets.value === undefined ? <h1 className="sr-only">Compare</h1> : null}
      <Answered answer={presets}>{(value) => <Loaded presets={value} />}</Answered>
    </>
  );
}

/** What the address says is compared; without it, what was compared last; else the first script is offered. */
function Loaded({ presets }: { presets: ComparePresets }) {
  const workspace = useWorkspace();
  const comparing = useComparing((all) => all[workspace.id]);
  const compare = useCompare(workspace.id);
  const isBroken = useAddress(workspace.id, presets, compare);
  const nothing = useMemo(() => firstPlace(presets) === undefined, [presets]);
  if (nothing) return <NothingToCompare />;
  if (comparing === undefined) return <h1 className="sr-only">Compare</h1>;
  return (
    <>
      {isBroken ? (
        <Notice tone="warn" title="This link holds no comparison.">
          It may have been cut off on its way. What is offered instead is the first script.
        </Notice>
      ) : null}
      <CompareScreen workspace={workspace} comparing={comparing} presets={presets} compare={compare} />
    </>
  );
}

/** Runs what the controls hold, and has the address say so. */
function useCompare(workspace: string): () => void {
  const engine = useEngine();
  return useCallback(async () => {
    const place = useComparing.getState()[workspace]?.place;
    if (place === undefined || place.request.modes.length === 0 || place.request.applications.length === 0) return;
    const address = await encodePlace(place);
    goTo(places.compare(workspace, address), { replace: true });
    await runComparison(engine, workspace, address);
  }, [engine, workspace]) as () => void;
}

/** Follows the address; tells whether it holds something that is no comparison. */
function useAddress(workspace: string, presets: ComparePresets, compare: () => void): boolean {
  const address = new URLSearchParams(useSearch()).get("q") ?? undefined;
  const [broken, setBroken] = useState<string>();
  useEffect(() => {
    if (address === undefined) return goWithout(workspace, firstPlace(presets));
    if (useComparing.getState()[workspace]?.address === address) return;
    let isLatest = true;
    void decodePlace(address).then((place) => {
      if (!isLatest) return;
      if (place === undefined) {
        setBroken(address);
        offer(workspace, firstPlace(presets));
        return;
      }
      changePlace(workspace, place);
      compare();
    });
    return () => {
      isLatest = false;
    };
  }, [workspace, address, presets, compare]);
  return broken !== undefined && broken === address;
}

/** The address says nothing: what was compared last is shown, or something is offered. */
function goWithout(workspace: string, first: ComparePlace | undefined): void {
  const address = useComparing.getState()[workspace]?.address;
  if (address === undefined) offer(workspace, first);
  else goTo(places.compare(workspace, address), { replace: true });
}

/** Has the controls hold a comparison, where they hold none yet. */
function offer(workspace: string, first: ComparePlace | undefined): void {
  if (first !== undefined && useComparing.getState()[workspace] === undefined) changePlace(workspace, first);
}

function NothingToCompare() {
  return (
    <section className="pane" data-pane tabIndex={-1} aria-label="Compare">
      <header className="pane-head">
        <h1>Compare</h1>
      </header>
      <Empty title="There is no application yet that an identity provider knows.">
        A comparison sends the same events through several ways to provision an application: logins alone, SCIM, a
        batch, tickets by hand.
      </Empty>
    </section>
  );
}
