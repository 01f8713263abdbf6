import { readdirSync } from "node:fs";
import { meant } from "../config/reading/nearest.ts";
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
        allowed: `one of the stacks there: ${there.join(", ")}`,
        ...hint(stack, there),
      })),
    );
  return asked.length > 0 ? [...new Set(asked)] : there;
}

/** People shorten stack names: what begins with the word was meant before what resembles it. */
function hint(word: string, among: readonly string[]): { hint?: string } {
  const longer = among.find((stack) => stack.startsWith(word));
  return longer === undefined ? meant(word, among) : { hint: `did you mean "${longer}"?` };
}
