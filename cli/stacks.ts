import { readdirSync } from "node:fs";
import { distance } from "fastest-levenshtein";
import { InputMistakes } from "../readiness/errors.ts";

/** The stacks that a folder describes: `Pulumi.<stack>.yaml`, in alphabetical order. */
export function stacksIn(directory: string): string[] {
  let files: string[];
  try {
    files = readdirSync(directory);
  } catch {
    throw new InputMistakes([
      {
        file: directory,
        path: "",
        found: "no such folder",
        allowed: "a folder with Pulumi.<stack>.yaml files",
      },
    ]);
  }
  return files.flatMap((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1] ?? []).sort();
}

/** The asked-for stacks, or all of them. @throws InputMistakes naming every one that has no file. */
export function chooseStacks(directory: string, asked: readonly string[]): readonly string[] {
  const there = stacksIn(directory);
  if (there.length === 0)
    throw new InputMistakes([
      { file: directory, path: "", found: "no stack file", allowed: "at least one Pulumi.<stack>.yaml" },
    ]);
  const missing = asked.filter((stack) => !there.includes(stack));
  if (missing.length > 0)
    throw new InputMistakes(
      missing.map((stack) => ({
        file: `Pulumi.${stack}.yaml`,
        path: "",
        found: `no such file in ${directory}`,
        allowed: `one of the stacks there: ${there.join(", ")}${nearest(stack, there)}`,
      })),
    );
  return asked.length > 0 ? [...new Set(asked)] : there;
}

function nearest(word: string, among: readonly string[]): string {
  const [best] = [...among].sort((a, b) => distance(word, a) - distance(word, b));
  const near =
    best !== undefined && (best.startsWith(word) || distance(word, best) <= Math.max(2, word.length / 3));
  return near ? ` — did you mean ${best}?` : "";
}
