import { parse } from "csv-parse/sync";
import { planImport } from "../import/plan-import.ts";
import { type Pace, WITHOUT_REST } from "../pace.ts";
import { newWorkspace } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";
import type { BenchLine } from "./bench-line.ts";
import { heapAfterCollection, median } from "./measure.ts";

const ROWS = 100_000;
const ROUNDS = 5;
/** Of what may be as fast as the CSV library alone. */
const LEAST = 0.5;
/** Times the imported people. */
const MOST = 2;
/** How often the heap is looked at on the way: a collection each time. */
const SAMPLES = 20;

const IMPORTED_AT = "2026-03-02T10:00:00.000Z";

/** 100,000 rows of Entra's "Download users", taken into an empty workspace, beside the CSV library parsing the same text. */
export async function* benchImport(): AsyncGenerator<BenchLine> {
  const blank = await newWorkspace({ name: "Bench", preset: "blank", now: Date.parse(IMPORTED_AT) });
  const bytes = new TextEncoder().encode(buildCsv());
  const { peak, kept } = await measureHeap(blank, bytes);
  yield {
    name: `${ROWS} CSV rows: live heap at its highest while they are imported : the people that come of them`,
    measured: `${(peak / kept).toFixed(2)} times (${mebibytes(peak)} : ${mebibytes(kept)}, out of ${mebibytes(bytes.length)} of text)`,
    limit: `at most ${MOST} times`,
    held: peak <= MOST * kept,
  };
  const ratio = await timeAgainstParser(blank, bytes);
  yield {
    name: `${ROWS} CSV rows, planned as an import : parsed by csv-parse alone, in processor time`,
    measured: `${ratio.toFixed(2)} times`,
    limit: `at least ${LEAST} times the speed`,
    held: ratio >= LEAST,
  };
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}

const HEADER =
  "userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled,usageLocation,city,country,officeLocation,telephoneNumber,mobilePhone,companyName";

function buildCsv(): string {
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const number = String(index).padStart(12, "0");
    return `person${index}@acme.test,"Person ${index}",Surname${index},person${index}@acme.test,Given${index},00000000-0000-0000-0000-${number},Member,Engineer,Department ${index % 50},True,GB,London,United Kingdom,Floor ${index % 9},+44 20 ${number},,Acme`;
  });
  return [HEADER, ...rows].join("\r\n");
}

async function plan(blank: Workspace, bytes: Uint8Array, pace: Pace): Promise<Workspace> {
  const file = { name: "users.csv", bytes };
  const { next } = await planImport(blank, file, {}, { pace, importedAt: IMPORTED_AT });
  if (next.directory.users.length !== ROWS) throw new TypeError("Not everybody was imported.");
  return next;
}

/** Both in turn, from the same bytes: the speed of the import over that of the library. */
async function timeAgainstParser(blank: Workspace, bytes: Uint8Array): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const start = processorTime();
    const rows: readonly unknown[] = parse(new TextDecoder().decode(bytes));
    const between = processorTime();
    await plan(blank, bytes, WITHOUT_REST);
    const end = processorTime();
    if (rows.length !== ROWS + 1) throw new TypeError("Not every row was parsed.");
    // The first round warms up.
    if (round > 0) ratios.push((between - start) / (end - between));
  }
  return median(ratios);
}

/** Of this process, collections and all, in microseconds: what else runs on the machine does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Bytes beyond what was there before, after collections: the most on the way, and what the imported people take. */
async function measureHeap(blank: Workspace, bytes: Uint8Array) {
  const before = heapAfterCollection();
  let peak = 0;
  let asked = 0;
  // Each row is asked about twice: when its text is read in slices, and when the person is made.
  const every = Math.ceil(ROWS / SAMPLES);
  const pace: Pace = {
    isDue() {
      asked += 1;
      return asked < SAMPLES * 10 || asked % every === 0;
    },
    async rest() {
      peak = Math.max(peak, heapAfterCollection() - before);
    },
  };
  const next = await plan(blank, bytes, pace);
  const kept = heapAfterCollection() - before;
  if (next.directory.users.length !== ROWS) throw new TypeError("The people are in use here.");
  return { peak: Math.max(peak, kept), kept };
}
