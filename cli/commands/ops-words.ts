import { hideBin } from "yargs/helpers";
import type { Mistake } from "../../config/mistakes.ts";
import { mistyped } from "../../ops/errors.ts";

/** Options that are given once for each thing. */
const repeatable = ["through", "attach"];

/** What yargs lets pass: of an option that is given twice it makes a list, and of an empty word the number 0. */
export function wordMistakes(
  options: object,
  words: readonly string[] = hideBin(process.argv),
): readonly Mistake[] {
  const empty = words.flatMap((word, at) => {
    if (word === "") return [words[at - 1] ?? ""];
    return /^-[^=]+=$/.test(word) ? [word.slice(0, -1)] : [];
  });
  const twice = Object.entries(options).flatMap(([name, value]): readonly [string, string][] => {
    const path = `${name.length > 1 ? "--" : "-"}${name}`;
    if (repeatable.includes(name)) return [];
    return Array.isArray(value) && words.some((word) => word.startsWith(path))
      ? [[path, value.join(" and ")]]
      : [];
  });
  return [
    ...empty.map((path) => mistyped(path, "an empty word", "a value")),
    ...twice.map(([path, found]) => mistyped(path, found, "it once")),
  ];
}
