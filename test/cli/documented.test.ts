import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../config/writing.ts";
import { answering } from "./answering.ts";
import { nobody } from "./running.ts";

const documents = ["README.md", ...readdirSync(join(root, "docs")).map((name) => join("docs", name))];
/** What people are told to type: in blocks, and between backquotes. */
const typed = documents.flatMap((file) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/\.\/golive ([^`\n#]*)/g)].map(([, words = ""]) =>
    words.trim().split(/\s+/),
  ),
);

const groups = ["ops", "emergency", "ops frontend", "ops surface", "ops canary"];
/** The words that name the command: `ops frontend publish` of `ops frontend publish dist staging --yes`. */
function commandOf(words: readonly string[]): string {
  const [first = "", second = "", third = ""] = words;
  if (!groups.includes(first)) return first;
  return [first, second, ...(groups.includes(`${first} ${second}`) ? [third] : [])].join(" ").trim();
}

const told = Map.groupBy(typed, commandOf);
/** Options of pulumi's own. */
const passedOn = ["--yes", "--target"];

it("is true that each command but one is an npm script of the same name", { timeout: 60_000 }, async () => {
  const { stdout } = await answering(["--help"], nobody);
  const commands = [...stdout.matchAll(/^ {2}\.\/golive ([a-z:]+)/gm)].map(([, name]) => name);
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(commands.filter((name) => scripts[name ?? ""] !== `./golive ${name}`)).toEqual(["completion"]);
});

describe("what the documents tell people to type", { timeout: 60_000 }, () => {
  it.each([...told.keys()].filter((command) => !command.startsWith("-")))(
    "%s is a command",
    async (command) => {
      const { status, stdout } = await answering([...command.split(" "), "--help"], nobody);
      const [first = ""] = stdout.split("\n");
      expect([status, first.startsWith(`./golive ${command}`)]).toEqual([0, true]);

      const options = new Set(
        (told.get(command) ?? []).flat().flatMap((word) => /^--[a-z-]+/.exec(word)?.[0] ?? []),
      );
      const known = [...stdout.matchAll(/--[a-z-]+/g)].flat();
      if (["up", "preview"].includes(command)) known.push(...passedOn);
      expect([...options].filter((option) => !known.includes(option))).toEqual([]);
    },
  );
});
