/** One line of the report: what was measured, what came out, and the limit it is held against. */
export interface BenchLine {
  readonly name: string;
  readonly measured: string;
  readonly limit: string;
  readonly held: boolean | "printed only";
}

const VERDICTS: Readonly<Record<string, string>> = { true: ", held", false: ", NOT HELD" };

/** Runs benchmarks one after another and prints each line as it comes. */
export async function report(benches: readonly (() => AsyncIterable<BenchLine>)[]): Promise<void> {
  for (const bench of benches) {
    for await (const { name, measured, limit, held } of bench()) {
      console.log(`${name.padEnd(78)} ${measured.padEnd(10)} limit: ${limit}${VERDICTS[String(held)] ?? ""}`);
    }
  }
}
