import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { rebroken } from "../../config/breakers-text.ts";
import { root } from "./writing.ts";

const key = "golive:platform";
const closed = {
  service: "api",
  path: "/api/totals",
  answer: "unavailable",
  reason: "yes: totals of others",
  owner: "growth",
  until: "2026-12-11",
};
const breakersIn = (text: string | undefined): unknown => parse(text ?? "").config[key].breakers;
const small = `# first\nconfig:\n  ${key}:\n    product: shop # the shop\n\n    owner: growth\n  other:key: 1\n# last\n`;

describe("the breakers of a stack file", () => {
  it.each(globSync("{.,examples/*}/Pulumi.*.yaml", { cwd: root }))(
    "come and go in %s, and every other character stays",
    (file) => {
      const text = readFileSync(join(root, file), "utf8");
      const next = rebroken(text, key, { demote: [closed] }) ?? "";

      expect(breakersIn(next)).toEqual({ demote: [closed] });
      expect(next.split("\n").filter((line) => !text.split("\n").includes(line)).length).toBeLessThan(10);
      expect(rebroken(next, key, {})).toBe(text);
    },
  );

  it("stand behind the platform's last key, and before what follows", () => {
    expect(rebroken(small, key, { freeze: { operations: 2 } })).toBe(
      small.replace(
        "    owner: growth\n",
        "    owner: growth\n    breakers:\n      freeze:\n        operations: 2\n",
      ),
    );
  });

  it("have a day that no reader of YAML 1.1 takes for a moment", () => {
    expect(rebroken(small, key, { demote: [closed] })).toContain('until: "2026-12-11"');
  });

  it("keep what is said between those that stay", () => {
    const before = rebroken(small, key, { demote: [closed], rate: { address: 10 } }) ?? "";
    const told = before.replace("      rate:\n", "      # since the night of the flood\n      rate:\n");

    expect(rebroken(told, key, { rate: { address: 10 }, freeze: { operations: 2 } })).toContain(
      "# since the night of the flood\n      rate:\n        address: 10\n",
    );
  });

  it("have no place in a platform that is written on one line", () => {
    expect(rebroken(`config: { ${key}: { product: shop } }\n`, key, { demote: [closed] })).toBeUndefined();
  });
});
