import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Low } from "lowdb";
import type { SaveStepHook } from "./durable-file.ts";
import { writeError } from "./file-error.ts";
import { loadRecord, type OpenJournal } from "./open-journal.ts";
import type { ParsedDocument } from "./parse.ts";
import { checkedRecord } from "./read-record.ts";
import { appendRecords, createSegment } from "./segment.ts";
import type { Workspace } from "./workspace.ts";
import { hashWorkspace } from "./workspace-file.ts";

/**
 * Records first, then the file: its renaming is the moment at which everything is saved. Costs as much as the state
 * and the new records, whatever came before. Gives the journal as it is then.
 */
export async function saveDocument(
  low: Low<ParsedDocument | null>,
  file: string,
  workspace: Workspace,
  journal: OpenJournal,
  beforeStep: SaveStepHook = () => {},
): Promise<OpenJournal> {
  const saved = await writeRecords(file, journal, beforeStep);
  const before = low.data;
  low.data = { document: { ...workspace, journal: { ...saved.reference, state: hashWorkspace(workspace) } } };
  try {
    await low.write();
    return saved.journal;
  } catch (error) {
    low.data = before;
    if (journal.target === undefined) await rm(join(dirname(file), saved.reference.segment), { force: true });
    throw error;
  }
}

async function writeRecords(file: string, journal: OpenJournal, beforeStep: SaveStepHook) {
  const { entries, target } = journal;
  const unwritten = target === undefined ? entries : entries.filter(({ source }) => "record" in source);
  const records = (await Promise.all(unwritten.map((entry) => loadRecord(file, entry)))).map(checkedRecord);
  try {
    beforeStep("append");
    const { segment, bytes, lastLine, places } =
      target === undefined
        ? await createSegment(file, records)
        : await appendRecords(join(dirname(file), target.segment), target.bytes, records);
    const written = unwritten.flatMap(({ summary }, index) => {
      const place = places[index];
      return place === undefined ? [] : [{ summary, source: { segment, place } }];
    });
    const kept = target === undefined ? [] : entries.filter(({ source }) => !("record" in source));
    return {
      journal: { ...journal, entries: [...kept, ...written], target: { segment, bytes } },
      reference: { segment, bytes, records: entries.length, lastLine, head: journal.head },
    };
  } catch (error) {
    throw writeError(error, file);
  }
}
