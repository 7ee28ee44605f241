import { chmodSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** What `vite build --mode …` builds: a program for Node, in a folder of its own under `dist/`. */
const programs: Readonly<Record<string, { readonly entry: string; readonly outDir: string }>> = {
  production: { entry: "core/cli/rehearse.ts", outDir: "dist/cli" },
  bench: { entry: "core/bench/bench.ts", outDir: "dist/bench" },
  schemas: { entry: "core/cli/schemas.ts", outDir: "dist/schemas" },
};

export default defineConfig(({ mode }) => {
  const program = programs[mode];
  return {
    ...(program === undefined ? {} : { build: buildOf(program), plugins: [executable()] }),
    publicDir: false,
    test: {
      environment: "node",
      pool: "threads",
      maxWorkers: 2,
      testTimeout: 20_000,
      hookTimeout: 60_000,
      projects: [
        { extends: true, test: { name: "core", include: ["core/**/*.test.ts"], exclude: ["**/*.e2e.test.ts"] } },
        // These run what `npm run build` has built.
        { extends: true, test: { name: "command-line", include: ["core/cli/**/*.e2e.test.ts"] } },
      ],
    },
  };
});

/** Plain JavaScript for Node 20, with its packages left outside: they are installed beside it. */
function buildOf({ entry, outDir }: { readonly entry: string; readonly outDir: string }) {
  return {
    ssr: entry,
    outDir,
    target: "node20",
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      output: {
        banner: ({ isEntry }: { readonly isEntry: boolean }) => (isEntry ? "#!/usr/bin/env node" : ""),
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
      },
    },
  };
}

/** Lets the programs be started by name, as `npx rehearse` and the `bin` of the package do. */
function executable(): Plugin {
  return {
    name: "executable",
    writeBundle({ dir }, files) {
      for (const file of Object.values(files)) {
        if (file.type === "chunk" && file.isEntry) chmodSync(join(dir ?? ".", file.fileName), 0o755);
      }
    },
  };
}
