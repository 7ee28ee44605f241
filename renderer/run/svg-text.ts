import type { Step, Trace } from "../../core/contract/model.ts";
import { crossPath, type DrawnRow, diamondPath, drawRow, type RowSize } from "./drawing.ts";
import { kindOf, type StepKind } from "./kinds.ts";
import { GUTTER, type Lanes, layoutLanes } from "./lanes.ts";

/** The colours of a drawing that has to stand on its own: no style sheet comes with it. */
export interface Paint {
  readonly surface: string;
  readonly raised: string;
  readonly text: string;
  readonly soft: string;
  readonly line: string;
  readonly bad: string;
  readonly kinds: Readonly<Record<StepKind, string>>;
}

const SIZE: RowSize = { row: 36, character: 6.6, line: 15, lines: 1 };
const LANE = 220;
const HEAD = 92;
const FONT = "Inter, system-ui, sans-serif";

/** A drawing of some steps as an SVG file (SVG 1.1): `title` above it, every colour and size in the file itself. */
export function buildSvg({ actors, steps }: Trace, stops: readonly number[], title: string, paint: Paint): string {
  const lanes = layoutLanes(actors, GUTTER + actors.length * LANE);
  const shown = stops.flatMap((seq) => steps[seq - 1] ?? []);
  const height = HEAD + shown.length * SIZE.row + 12;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${lanes.width}" height="${height}" viewBox="0 0 ${lanes.width} ${height}" font-family="${FONT}" font-size="12">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${lanes.width}" height="${height}" fill="${paint.surface}"/>`,
    words({ x: 12, y: 26, anchor: "start", text: title }, paint.text, ' font-size="15" font-weight="600"'),
    ...actors.map(({ id, name }) => drawLane(lanes, id, name, height, paint)),
    ...shown.map((step, index) => drawStep(step, HEAD + index * SIZE.row, lanes, paint)),
    "</svg>",
  ].join("\n");
}

function drawLane({ x, nameWidth }: Lanes, id: string, name: string, height: number, paint: Paint): string {
  const at = x.get(id) ?? 0;
  return [
    `<line x1="${at}" x2="${at}" y1="80" y2="${height - 8}" stroke="${paint.line}" stroke-width="1.5"/>`,
    `<rect x="${at - nameWidth / 2}" y="44" width="${nameWidth}" height="36" rx="5" fill="${paint.raised}" stroke="${paint.line}"/>`,
    words({ x: at, y: 66, anchor: "middle", text: name }, paint.text, ' font-weight="600"'),
  ].join("");
}

function drawStep(step: Step, y: number, lanes: Lanes, paint: Paint): string {
  const refused = step.status === "refused";
  const drawn = drawRow(step, lanes, SIZE);
  const colour = refused ? paint.bad : paint.kinds[kindOf(step)];
  return [
    `<g transform="translate(0 ${y})">`,
    words({ x: 8, y: SIZE.row - 9, anchor: "start", text: String(step.seq) }, paint.soft, ' font-size="11"'),
    ...drawn.words.map((each) => words(each, refused ? paint.bad : paint.text, haloOf(paint))),
    ...drawLines(drawn, colour, paint.bad),
    "</g>",
  ].join("");
}

function drawLines({ arrow, head, dashed, cross, diamond }: DrawnRow, colour: string, bad: string): readonly string[] {
  const back = head.toRight ? -8 : 8;
  return [
    `<path d="${arrow}" fill="none" stroke="${colour}" stroke-width="1.6"${dashed ? ' stroke-dasharray="5 4"' : ""}/>`,
    `<path d="M${head.x} ${head.y}l${back} -4v8z" fill="${colour}"/>`,
    ...(cross === undefined ? [] : [`<path d="${crossPath(cross)}" fill="none" stroke="${bad}" stroke-width="2.5"/>`]),
    ...(diamond === undefined ? [] : [`<path d="${diamondPath(diamond)}" fill="${colour}"/>`]),
  ];
}

/** So that words can be read where a lane runs through them. */
function haloOf({ surface }: Paint): string {
  return ` stroke="${surface}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`;
}

function words({ x, y, anchor, text }: DrawnRow["words"][number], colour: string, more = ""): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colour}"${more}>${escapeXml(text)}</text>`;
}

/** XML 1.0, 2.4; what is no character of XML (2.2) is left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
