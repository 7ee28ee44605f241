import { Menu } from "@mantine/core";
import type { RunDetail } from "../../core/contract/results.ts";
import { hrefOf } from "../connection/hash-location.ts";
import { tell } from "../connection/told.ts";
import { addressOf } from "./AddressKeeper.tsx";
import { describeBrush } from "./brush-range.ts";
import { copyPicture, copyText } from "./copy-text.ts";
import { asCurl } from "./curl.ts";
import type { Cursor } from "./cursor.ts";
import { buildMarkdown } from "./markdown.ts";
import { buildMermaid } from "./mermaid.ts";
import { buildPayload } from "./payload.ts";
import { drawPng, readPaint } from "./picture.ts";
import { type RunView, useRun } from "./run-context.ts";
import { buildSvg } from "./svg-text.ts";

/** What can be copied of a run and of its step, as items of a menu. */
export function CopyItems() {
  return copiesOf(useRun()).map(({ name, text, picture }) => (
    <Menu.Item
      key={name}
      onClick={async () => {
        const done = await (picture ? copyPicture(drawPng(text)) : copyText(text));
        if (done) tell(`Copied: ${name}.`);
      }}
    >
      {name}
    </Menu.Item>
  ));
}

interface Copy {
  readonly name: string;
  readonly text: string;
  /** The text is that of an SVG, and a picture of it is meant. */
  readonly picture?: true;
}

/** What there is to copy at the current step. */
export function copiesOf({ workspace, detail, cursor }: RunView): readonly Copy[] {
  const state = cursor.getState();
  const step = detail.trace.steps[state.asking === undefined ? state.step - 1 : -1];
  const payload = step === undefined ? {} : buildPayload(detail.trace, step);
  const href = hrefOf(addressOf(workspace, detail.run, state));
  const link = `${window.location.origin}${window.location.pathname}${href}`;
  return [
    { name: "Link to this step", text: link },
    ...(payload.decoded === undefined ? [] : [{ name: `Decoded ${payload.decoded.name}`, text: payload.decoded.text }]),
    ...(payload.raw ?? []).map(({ name, value }) => ({ name: `Raw ${name}`, text: value })),
    ...(payload.http === undefined ? [] : [{ name: "HTTP message", text: payload.http.text }]),
    ...(step?.kind === "request" ? [{ name: "Request as curl", text: asCurl(step.request) }] : []),
    ...(payload.decoded === undefined && payload.http === undefined && step !== undefined
      ? [{ name: "Step as JSON", text: JSON.stringify(step, null, 2) }]
      : []),
    ...(state.hiding ? [] : wholeCopies(detail, state)),
  ];
}

/** What there is to copy of the run, or of the part that it is limited to. */
function wholeCopies(detail: RunDetail, { brush, stops }: Cursor): readonly Copy[] {
  const of = brush === undefined ? "" : `, ${describeBrush(brush, detail.trace.steps.length).toLowerCase()}`;
  const svg = buildSvg(detail.trace, stops, `${detail.title}${of}`, readPaint());
  return [
    { name: `Summary of the run as Markdown${of}`, text: buildMarkdown(detail, brush) },
    { name: `Diagram as Mermaid${of}`, text: buildMermaid(detail.trace, stops) },
    { name: `Diagram as SVG${of}`, text: svg },
    { name: `Diagram as a picture (PNG)${of}`, text: svg, picture: true },
  ];
}
