import { useEffect, useState } from "react";
import type { PeopleChange } from "../../core/contract/methods.ts";
import type { DirectoryTable } from "../../core/contract/results.ts";
import { useEngine } from "../connection/engine-context.ts";
import { changesAttribute, countChanged } from "./bulk.ts";

/** How many people are looked at one by one; of more, only the most that can change is said. */
const LOOKED_AT = 200;

/** How many people a change (the same object as long as it is the same) would change. `most`: it is not known more exactly. Undefined: being found out. */
export function useChangeCount(
  workspace: string,
  table: DirectoryTable,
  rows: readonly number[],
  change: PeopleChange | undefined,
): { readonly count: number; readonly most: boolean } | undefined {
  const engine = useEngine();
  const [looked, setLooked] = useState<{ readonly about: string; readonly count: number }>();
  const known = change === undefined ? 0 : countChanged(table, rows, change);
  const about = JSON.stringify([change, rows.length]);
  const looksFor = change?.kind === "attribute" && known === undefined && rows.length <= LOOKED_AT ? change : undefined;
  useEffect(() => {
    if (looksFor === undefined) return;
    let wanted = true;
    const people = rows.map((row) => engine.call("directory.person", { workspace, person: table.id[row] ?? "" }));
    Promise.all(people).then(
      (details) => {
        const changed = details.filter(({ person }) => changesAttribute(person, looksFor.name, looksFor.value));
        if (wanted) setLooked({ about, count: changed.length });
      },
      // Somebody was removed meanwhile: the table that is on its way asks anew.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [engine, workspace, table, rows, about, looksFor]);
  if (known !== undefined) return { count: known, most: false };
  if (looksFor === undefined) return { count: rows.length, most: true };
  return looked?.about === about ? { count: looked.count, most: false } : undefined;
}
