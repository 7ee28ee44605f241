import { chmodSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin, UserConfig } from "vite";
import { defineConfig } from "vitest/config";

/** The licences of the packages that went inside, for whoever is given what was built. */
const THIRD_PARTY = { fileName: "third-party.json" };

/** What `vite build --mode …` builds, each into a folder of its own under `dist/`. `npm run build` makes the first four. */
const builds: Readonly<Record<string, UserConfig>> = {
  // The command line. Its packages stay outside: they are installed beside it.
  production: forNode({ rehearse: "core/cli/rehearse.ts" }, "dist/cli", "beside"),
  // The engine with its hosts: the browser host, and Electron's main process. Packages and all, so that it runs from a zip.
  app: forNode(
    {
      serve: "core/host/serve.ts",
      "engine-worker": "core/host/engine-worker.ts",
      main: "electron/main.ts",
    },
    "dist/app",
    "inside",
  ),
  // The same for `npm run dist:portable`: without Electron, and with the command line.
  portable: forNode(
    { serve: "core/host/serve.ts", "engine-worker": "core/host/engine-worker.ts", rehearse: "core/cli/rehearse.ts" },
    "dist/portable",
    "inside",
  ),
  // A sandboxed preload is one CommonJS file (https://www.electronjs.org/docs/latest/tutorial/sandbox#preload-scripts).
  preload: forPreload("electron/preload.ts", "dist/preload"),
  // The window.
  renderer: forBrowser("renderer", "dist/renderer"),
  bench: forNode(
    {
      bench: "core/bench/bench.ts",
      "scim-server-thread": "core/bench/scim-server-thread.ts",
      "window-bench": "renderer/e2e/window-bench.ts",
    },
    "dist/bench",
    "beside",
  ),
  schemas: forNode({ schemas: "core/cli/schemas.ts" }, "dist/schemas", "beside"),
};

export default defineConfig(({ mode }) => ({
  ...builds[mode],
  publicDir: false,
  test: {
    environment: "node",
    pool: "threads",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    alias: [{ find: /^fast-check$/, replacement: join(import.meta.dirname, ".ci/fast-check.mjs") }],
    projects: [
      {
        extends: true,
        test: { name: "core", include: ["core/**/*.test.ts", ".ci/*.test.mjs"], exclude: ["**/*.e2e.test.ts"] },
      },
      {
        extends: true,
        test: {
          name: "renderer",
          include: ["renderer/**/*.test.{ts,tsx}"],
          exclude: ["**/*.e2e.test.ts"],
          environment: "happy-dom",
          // Long ones type letter by letter, on machines that may be busy.
          testTimeout: 60_000,
          // A test reads the colours; other style sheets are passed over.
          css: { include: [/\.css\?raw/] },
        },
      },
      // These run what `npm run build` has built.
      {
        extends: true,
        // Several processes in a row each, on machines that may be busy.
        test: { name: "command-line", include: ["core/cli/**/*.e2e.test.ts"], testTimeout: 60_000 },
      },
      // These too, in a real Chromium: the shell over its stand-in, the browser host, the screens.
      {
        extends: true,
        resolve: {
          alias: [{ find: /^electron$/, replacement: join(import.meta.dirname, "electron/stand-in/electron.ts") }],
        },
        test: {
          name: "window",
          include: ["core/host/**/*.e2e.test.ts", "electron/**/*.test.ts", "renderer/e2e/**/*.e2e.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
}));

/** Plain JavaScript for Node 20 (and the Node inside Electron), its packages left `beside` it or taken `inside`. */
function forNode(entries: Readonly<Record<string, string>>, outDir: string, packages: "beside" | "inside"): UserConfig {
  return {
    plugins: [executable()],
    ...(packages === "inside" ? { ssr: { noExternal: true, external: ["electron"] } } : {}),
    build: {
      ssr: true,
      outDir,
      target: "node20",
      minify: false,
      sourcemap: true,
      license: packages === "inside" && THIRD_PARTY,
      rolldownOptions: {
        input: { ...entries },
        output: {
          banner: ({ isEntry }: { readonly isEntry: boolean }) => (isEntry ? "#!/usr/bin/env node" : ""),
          entryFileNames: "[name].js",
          chunkFileNames: "[name].js",
        },
      },
    },
  };
}

function forPreload(entry: string, outDir: string): UserConfig {
  return {
    ssr: { noExternal: true, external: ["electron"] },
    build: {
      ssr: entry,
      outDir,
      target: "chrome140",
      minify: false,
      rolldownOptions: { output: { format: "cjs", entryFileNames: "[name].cjs" } },
    },
  };
}

function forBrowser(root: string, outDir: string): UserConfig {
  return {
    root,
    base: "./",
    plugins: [react()],
    build: {
      outDir: fileURLToPath(new URL(outDir, import.meta.url)),
      emptyOutDir: true,
      target: "chrome120",
      // Fonts stay files: a page in `data:` would be fetched with the style sheet, wanted or not.
      assetsInlineLimit: 0,
      // Which chunk needs which: renderer/e2e/size.e2e.test.ts holds their sizes to their limits by it.
      manifest: "manifest.json",
      license: THIRD_PARTY,
      sourcemap: false,
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
