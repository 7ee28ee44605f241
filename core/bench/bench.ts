import { benchHeap } from "./heap-bench.ts";
import { benchLogins } from "./login-bench.ts";
import { benchStore } from "./store-bench.ts";

/** One line of the report: what was measured, what came out, and the limit it is held against. */
export interface BenchLine {
  readonly name: string;
  readonly measured: string;
  readonly limit: string;
  readonly held: boolean | "printed only";
}

const VERDICTS: Readonly<Record<string, string>> = { true: ", held", false: ", NOT HELD" };

/** Every benchmark, one after another. Figures are ratios of one run, since absolute times drift on shared machines. */
async function main(): Promise<void> {
  for (const bench of [benchLogins, benchHeap, benchStore]) {
    for await (const line of bench()) {
      console.log(
        `${line.name.padEnd(78)} ${line.measured.padEnd(10)} limit: ${line.limit}${VERDICTS[String(line.held)] ?? ""}`,
      );
    }
  }
}

await main();
