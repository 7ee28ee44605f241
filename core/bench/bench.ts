import { report } from "./bench-line.ts";
import { benchCompare } from "./compare-bench.ts";
import { benchCycles } from "./cycle-bench.ts";
import { benchExpressions } from "./expression-bench.ts";
import { benchHeap } from "./heap-bench.ts";
import { benchImport } from "./import-bench.ts";
import { benchLogins } from "./login-bench.ts";
import { benchScim } from "./scim-bench.ts";
import { benchStore } from "./store-bench.ts";

/** The engine's benchmarks. Figures are ratios of one run, since absolute times drift on shared machines. */
await report([benchLogins, benchHeap, benchStore, benchScim, benchCycles, benchCompare, benchExpressions, benchImport]);
