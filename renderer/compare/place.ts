import type { ComparedEvent, ComparePresets, CompareRequest, Mode } from "../../core/contract/comparison.ts";
import { MODES } from "./words.ts";

/** What is compared, as the controls hold it and the address carries it. */
export interface ComparePlace {
  readonly request: CompareRequest;
  /** The checkpoint where it begins; absent: it begins from now. */
  readonly from?: string;
  /** What of the history cannot happen again, one sentence each. */
  readonly leftOut?: readonly string[];
  /** How many edits of the history are among the events. */
  readonly edits?: number;
  /** Id of the script that the events are, as long as nobody has changed them. */
  readonly preset?: string;
  /** Who is looked at alone, where it is about several; absent: all of them together. */
  readonly focus?: string;
}

const FIRST_MODES: readonly Mode[] = ["jit", "scim", "scheduled", "manual"];

/** What is offered before anybody has chosen: the first script, in the four ways that most people know. */
export function firstPlace({ presets, application, applications }: ComparePresets): ComparePlace | undefined {
  const [preset] = presets;
  const first = application ?? applications[0];
  if (preset === undefined || first === undefined) return undefined;
  const request: CompareRequest = {
    modes: [...FIRST_MODES],
    applications: [first],
    events: [],
    days: preset.days,
    controls: { loginEveryDays: 1 },
  };
  return withPreset({ request }, preset);
}

/** The same with the events of a script, and whom it is about. */
export function withPreset(place: ComparePlace, preset: ComparePresets["presets"][number]): ComparePlace {
  const { people: _, ...others } = place.request;
  const people = preset.people === undefined ? {} : { people: [...preset.people] };
  const { focus: __, from: ___, leftOut: ____, edits: _____, ...kept } = place;
  return {
    ...kept,
    preset: preset.id,
    request: { ...others, ...people, events: [...preset.events], days: preset.days },
  };
}

/**
 * The same with other events, which are then nobody's script any more. Whoever is hired in them is looked at as well, and
 * whoever was, and is not any more, is nobody.
 */
export function withEvents(place: ComparePlace, events: CompareRequest["events"]): ComparePlace {
  const { preset: _, ...kept } = place;
  const next = { ...kept, request: { ...place.request, events } };
  const { people, events: before } = place.request;
  if (people === undefined) return next;
  const [were, are] = [hiredIn(before), hiredIn(events)];
  const stay = people.filter((id) => !were.has(id) || are.has(id));
  const looked = [...stay, ...[...are].filter((id) => !were.has(id))];
  return looked.join() === people.join() ? next : withPeople(next, looked.length === 0 ? undefined : looked);
}

/** Ids of the people who are hired on the way. */
export function hiredIn(events: readonly ComparedEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap(({ action }) => (action.type === "hire" ? [action.id] : [])));
}

/** The same about these people (ids); undefined: everybody. */
export function withPeople(place: ComparePlace, people: readonly string[] | undefined): ComparePlace {
  const { people: _, ...others } = place.request;
  const { focus: __, ...kept } = place;
  return { ...kept, request: people === undefined ? others : { ...others, people: [...people] } };
}

/** The same looking at one person alone; undefined: at all together. */
export function withFocus(place: ComparePlace, focus: string | undefined): ComparePlace {
  const { focus: _, ...kept } = place;
  return focus === undefined ? kept : { ...kept, focus };
}

/** The one person whose stretches are drawn; undefined: shares of everybody. */
export function focusOf({ request, focus }: ComparePlace): string | undefined {
  return request.people?.length === 1 ? request.people[0] : focus;
}

/** A place as a part of an address: JSON, deflated, in base64url, since scripts may be long. */
export async function encodePlace(place: ComparePlace): Promise<string> {
  const stream = new Blob([JSON.stringify(place)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** No request is longer: a few bytes that would fill the memory are refused. */
const LONGEST = 4_000_000;

/** The place that a part of an address stands for; undefined where it is none. What it asks for, the engine checks. */
export async function decodePlace(text: string): Promise<ComparePlace | undefined> {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const place: unknown = JSON.parse(await readText(stream));
    return isPlace(place) ? place : undefined;
  } catch {
    return undefined;
  }
}

async function readText(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > LONGEST) throw new RangeError("It is longer than any comparison.");
  }
}

/** Whether it has the shape that the controls read. */
function isPlace(value: unknown): value is ComparePlace {
  const { request, from, preset, focus, leftOut, edits } = membersOf(value);
  const { modes, applications, people, events, days, controls } = membersOf(request);
  return (
    isList(modes, (mode) => MODES.some((each) => each === mode)) &&
    isList(applications, isText) &&
    (leftOut === undefined || isList(leftOut, isText)) &&
    (edits === undefined || typeof edits === "number") &&
    (people === undefined || isList(people, isText)) &&
    isList(events, isEvent) &&
    typeof days === "number" &&
    typeof controls === "object" &&
    controls !== null &&
    [from, preset, focus].every((each) => each === undefined || isText(each))
  );
}

function isEvent(value: unknown): boolean {
  const { after, action } = membersOf(value);
  const { type, attributes } = membersOf(action);
  return typeof after === "number" && isText(type) && (type !== "hire" || typeof attributes === "object");
}

function isList(value: unknown, isMember: (member: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isMember);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
