import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../config/writing.ts";

const statement = /^(?:import|export)\s+(?!type\s)(?:([^"';]*?)\sfrom\s+)?"([^"]+)"/gm;
const onlyTypes = (names = ""): boolean =>
  /^\{[^}]*\}$/.test(names.trim()) &&
  names
    .replaceAll(/[{}]/g, "")
    .split(",")
    .filter((name) => name.trim() !== "")
    .every((name) => name.trim().startsWith("type "));

/** All that is loaded before a command begins: files of ours, and packages. */
function loadedBy(entry: string): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const [, names, to = ""] of readFileSync(join(root, file), "utf8").matchAll(statement)) {
      if (onlyTypes(names)) continue;
      if (to.startsWith(".")) visit(relative(root, join(root, dirname(file), to)));
      else if (!to.startsWith("node:")) packages.add(to);
    }
  };
  visit(entry);
  return { files, packages };
}

describe("the command line starts quickly", () => {
  const { files, packages } = loadedBy("cli/golive.ts");

  it("loads what reads the words, and no other package, before a command begins", () => {
    expect([...packages].sort()).toEqual(["fastest-levenshtein", "yargs", "yargs/helpers"]);
  });

  it("loads neither the configuration's schema nor a rule nor a client of AWS", () => {
    const heavy =
      /^(config\/(schema|shape|checks|floor)|policy|components|stacks|readiness\/(?!errors|evaluation\/plain-imports))/;
    expect([...files].filter((file) => heavy.test(file))).toEqual([]);
    expect(files.size).toBeGreaterThan(50);
  });
});
