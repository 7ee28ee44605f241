import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { Code, SCROLLS } from "./Code.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { goToStep } from "./cursor.ts";
import { findHits } from "./highlight.ts";
import { litPlaces, useLit } from "./lit.ts";
import {
  buildPayload,
  type CodeText,
  PAYLOAD_TABS,
  type Payload,
  type PayloadTab,
  type RawValue,
  tabsOf,
} from "./payload.ts";
import { useCursor, useRun } from "./run-context.ts";
import { StepSummary } from "./StepSummary.tsx";
import { neighbour, stepsWith } from "./search.ts";
import { useSettled } from "./use-settled.ts";
import "./payload.css";

const TAB_NAMES: Readonly<Record<PayloadTab, string>> = {
  summary: "Summary",
  decoded: "Decoded",
  raw: "Raw",
  http: "HTTP",
};

/** What the step carried, in the forms that it has; while the cursor rushes by, the pane waits for it to come to rest. */
export function PayloadPane() {
  const { cursor } = useRun();
  const step = useCursor((state) => state.step);
  const pin = useCursor((state) => state.pin);
  const showingPin = useCursor((state) => state.showingPin);
  const asking = useCursor((state) => state.asking);
  const settled = useSettled(step);
  const pinned = showingPin && pin !== undefined;
  return (
    <section className="run-pane" data-pane="payload" tabIndex={-1} aria-label="Payload">
      {pin === undefined ? null : (
        <fieldset className="pane-switch" aria-label="Whose payload">
          <button type="button" aria-pressed={!pinned} onClick={() => cursor.setState({ showingPin: false })}>
            Step {step}
          </button>
          <button type="button" aria-pressed={pinned} onClick={() => cursor.setState({ showingPin: true })}>
            ▼ Pinned step {pin}
          </button>
        </fieldset>
      )}
      {asking !== undefined && !pinned ? <Hidden /> : <StepPayload seq={pinned ? pin : settled} />}
    </section>
  );
}

function Hidden() {
  return <p className="pane-empty">Hidden until the decision is shown (Space).</p>;
}

/** The payload of one step. */
export const StepPayload = memo(function StepPayload({ seq }: { seq: number }) {
  const { detail, cursor } = useRun();
  const [wanted, setWanted] = useState<PayloadTab>("summary");
  const [search, setSearch] = useState("");
  const [hit, setHit] = useState(0);
  const step = detail.trace.steps[seq - 1];
  const payload = useMemo(() => (step === undefined ? {} : buildPayload(detail.trace, step)), [detail, step]);
  const tabs = tabsOf(payload);
  const tab = tabs.includes(wanted) ? wanted : "summary";
  const code = codeOf(payload, tab);
  const hits = useMemo(() => (code === undefined ? [] : findHits(code.text, search)), [code, search]);
  const elsewhere = useFoundSteps(tab, search);
  const lit = useLit();
  const litAt = useMemo(() => (code === undefined ? [] : litPlaces(code, lit)), [code, lit]);
  useEffect(() => {
    if (hits.length >= 0) setHit(0);
  }, [hits]);
  if (step === undefined) return null;

  /** From place to place, and where there is no further one, on to the next step that has the word. */
  function turn(by: 1 | -1): void {
    const { pin, showingPin } = cursor.getState();
    const other = showingPin && pin !== undefined ? undefined : neighbour(elsewhere, seq, by);
    const next = hit + by;
    if (next >= 0 && next < hits.length) setHit(next);
    else if (other !== undefined && other !== seq) goToStep(cursor, other);
    else setHit(hits.length === 0 ? 0 : (next + hits.length) % hits.length);
  }

  return (
    <>
      <header className="run-pane-head">
        <Tabs tabs={tabs} tab={tab} onTab={setWanted} />
        {code === undefined ? null : (
          <Search
            text={search}
            onText={setSearch}
            count={hits.length}
            hit={hit}
            steps={elsewhere.length}
            onTurn={turn}
          />
        )}
        {tab === "summary" ? null : <CopyButton text={textOf(payload, tab)} label={`Copy ${TAB_NAMES[tab]}`} />}
      </header>
      <div className="run-pane-body" role="tabpanel" aria-label={TAB_NAMES[tab]} {...SCROLLS}>
        {tab === "summary" ? <StepSummary step={step} /> : null}
        {tab === "raw" ? <RawValues values={payload.raw ?? []} /> : null}
        {code === undefined ? null : <Code code={code} hits={hits} hit={hit} lit={litAt} />}
      </div>
    </>
  );
});

/** The steps shown whose payload, in this form, holds a word. While what comes next is hidden, it is not searched. */
function useFoundSteps(tab: PayloadTab, search: string): readonly number[] {
  const { detail } = useRun();
  const stops = useCursor((state) => state.stops);
  const last = useCursor((state) => (state.hiding ? state.revealed : detail.trace.steps.length));
  const wanted = useDeferredValue(search);
  return useMemo(() => {
    if (tab !== "decoded" && tab !== "http") return [];
    const seen = stops.filter((seq) => seq <= last);
    return stepsWith(detail.trace, seen, tab, wanted);
  }, [detail, stops, last, tab, wanted]);
}

function codeOf(payload: Payload, tab: PayloadTab): CodeText | undefined {
  return tab === "decoded" || tab === "http" ? payload[tab] : undefined;
}

function textOf(payload: Payload, tab: PayloadTab): string {
  if (tab === "raw") return (payload.raw ?? []).map(({ value }) => value).join("\n");
  return codeOf(payload, tab)?.text ?? "";
}

function Tabs({
  tabs,
  tab,
  onTab,
}: {
  tabs: readonly PayloadTab[];
  tab: PayloadTab;
  onTab: (tab: PayloadTab) => void;
}) {
  const buttons = useRef<HTMLDivElement>(null);
  const turn = (by: number): void => {
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length] ?? tab;
    onTab(next);
    buttons.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div ref={buttons} className="pane-tabs" role="tablist" aria-label="Payload as">
      {PAYLOAD_TABS.filter((each) => tabs.includes(each)).map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          data-tab={each}
          aria-selected={each === tab}
          tabIndex={each === tab ? 0 : -1}
          onClick={() => onTab(each)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
            event.preventDefault();
            event.stopPropagation();
            turn(event.key === "ArrowRight" ? 1 : -1);
          }}
        >
          {TAB_NAMES[each]}
        </button>
      ))}
    </div>
  );
}

interface SearchProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly count: number;
  readonly hit: number;
  /** How many steps have it. */
  readonly steps: number;
  readonly onTurn: (by: 1 | -1) => void;
}

/** Finds a word in the text, and in that of the other steps shown. Alt with the arrow keys goes from place to place. */
function Search({ text, onText, count, hit, steps, onTurn }: SearchProps) {
  const field = useRef<HTMLInputElement>(null);
  useShortcuts("Run: payload", [
    { keys: ["mod+f"], title: "Search in the payload", run: () => field.current?.focus() },
    { keys: ["alt+ArrowDown"], title: "Next place found", run: () => onTurn(1), enabled: steps > 0 },
    { keys: ["alt+ArrowUp"], title: "Previous place found", run: () => onTurn(-1), enabled: steps > 0 },
  ]);
  return (
    <span className="pane-search">
      <input
        ref={field}
        type="search"
        placeholder="Search"
        aria-label="Search in the payload"
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onTurn(event.shiftKey ? -1 : 1);
          if (event.key === "Escape") onText("");
        }}
      />
      {text === "" ? null : (
        <span role="status" className="pane-found">
          {count === 0 ? "none here" : `${hit + 1} of ${count}`}
          {steps > 0 ? `, in ${steps} ${steps === 1 ? "step" : "steps"}` : ""}
        </span>
      )}
    </span>
  );
}

function RawValues({ values }: { values: readonly RawValue[] }) {
  return (
    <dl className="raw-values">
      {values.map(({ name, how, value }) => (
        <div key={name}>
          <dt>
            <code>{name}</code> <span className="soft">{how}</span>
          </dt>
          <dd>
            <RawText name={name} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The three parts of a token look apart (RFC 7515, section 7.1). */
function RawText({ name, value }: { name: string; value: string }) {
  const parts = name === "id_token" ? value.split(".") : [value];
  return (
    <section className="code raw-text" aria-label={name} {...SCROLLS}>
      <pre>
        {parts.length === 3
          ? parts.map((part, index) => (
              <span key={TOKEN_PARTS[index]} className={TOKEN_PARTS[index]}>
                {index === 0 ? part : `.${part}`}
              </span>
            ))
          : value}
      </pre>
    </section>
  );
}

const TOKEN_PARTS = ["tok-keyword", "tok-name", "tok-soft"] as const;
