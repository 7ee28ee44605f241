import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type BenchLine, report } from "./bench-line.ts";
import { benchCompare } from "./compare-bench.ts";
import { benchCycles } from "./cycle-bench.ts";
import { benchExpressions } from "./expression-bench.ts";
import { benchHeap } from "./heap-bench.ts";
import { benchImport } from "./import-bench.ts";
import { benchOidcLogin, benchSamlLogins } from "./login-bench.ts";
import { benchScim } from "./scim-bench.ts";
import { benchStore } from "./store-bench.ts";

/** The engine's benchmarks, by the name that one of them alone is run with. */
const BENCHES: Readonly<Record<string, () => AsyncIterable<BenchLine>>> = {
  saml: benchSamlLogins,
  oidc: benchOidcLogin,
  heap: benchHeap,
  store: benchStore,
  scim: benchScim,
  cycles: benchCycles,
  compare: benchCompare,
  expressions: benchExpressions,
  import: benchImport,
};

/**
 * Runs the benchmarks that are named, or all of them. Figures are ratios between two things that one process does in turn,
 * since absolute times drift on shared machines. Each benchmark has a process of its own: what another one left behind, on
 * the heap and in the compiled code, would be measured with it.
 */
const [name, ...others] = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BENCHES);
const bench = Object.hasOwn(BENCHES, name ?? "") ? BENCHES[name ?? ""] : undefined;
if (bench === undefined) {
  console.error(`There is no benchmark ${JSON.stringify(name)}: it is one of ${Object.keys(BENCHES).join(", ")}.`);
  process.exitCode = 2;
} else if (others.length === 0) {
  await report([bench]);
} else {
  for (const each of [name ?? "", ...others]) {
    const { status } = spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), each], {
      stdio: "inherit",
    });
    process.exitCode ||= status ?? 1;
  }
}
