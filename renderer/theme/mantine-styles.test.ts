import { describe, expect, it } from "vitest";
import styles from "./mantine-styles.ts?raw";

const sources: Readonly<Record<string, string>> = import.meta.glob("../**/*.tsx", {
  query: "?raw",
  import: "default",
  eager: true,
});
const styled = Object.keys(import.meta.glob("/node_modules/@mantine/core/styles/*.css")).map(
  (path) => /([^/]+)\.css$/.exec(path)?.[1] ?? "",
);

/** What one source takes from Mantine's core by name. */
function mantineNames(source: string): readonly string[] {
  const imports = [...source.matchAll(/import \{([^}]*)\} from "@mantine\/core"/g)];
  return imports.flatMap(([, names = ""]) => names.split(",").map((name) => name.replace("type ", "").trim()));
}

describe("the styles of Mantine", () => {
  const used = [...new Set(Object.values(sources).flatMap(mantineNames))].filter((name) => styled.includes(name));

  it("sees what is used", () => {
    expect(used).toContain("Button");
    expect(used.length).toBeGreaterThan(10);
  });

  it.each(used)("are there for %s", (name) => {
    expect(styles).toContain(`/styles/${name}.css"`);
  });
});
