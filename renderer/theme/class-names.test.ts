import { describe, expect, it } from "vitest";

const sheets: Readonly<Record<string, string>> = import.meta.glob("../**/*.css", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The folder of a style sheet: one screen, or what screens share. */
function folderOf(path: string): string {
  return path.split("/")[1] ?? "";
}

/** The classes that a style sheet gives a look, in whatever selector. */
function classesOf(css: string): ReadonlySet<string> {
  const selectors = css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\{[^{}]*\}/g, "{}");
  return new Set([...selectors.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = ""]) => name));
}

/** Which folders give a look to which class. What is shared stands in components/ and shell/, and may be refined. */
function owners(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [path, css] of Object.entries(sheets)) {
    for (const name of classesOf(css)) {
      found.set(name, (found.get(name) ?? new Set()).add(folderOf(path)));
    }
  }
  return found;
}

const SHARED: ReadonlySet<string> = new Set(["components", "shell"]);

describe("class names", () => {
  it("are read from the style sheets of every screen", () => {
    expect(Object.keys(sheets).length).toBeGreaterThan(8);
    expect([...owners().keys()].length).toBeGreaterThan(100);
  });

  it("belong to one folder each: all style sheets stay once their screen was opened, and act on the others", () => {
    const clashes = [...owners()]
      .filter(([, folders]) => folders.size > 1 && ![...folders].some((folder) => SHARED.has(folder)))
      .map(([name, folders]) => `.${name} in ${[...folders].join(" and ")}`);
    expect(clashes).toEqual([]);
  });
});
