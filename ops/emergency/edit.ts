import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { rebroken, type WrittenBreakers } from "../../config/breakers-text.ts";
import type { Config } from "../../config/schema.ts";
import { parseStackFile, platformKey, readStackFile } from "../../config/stack-file.ts";
import { WrongInput } from "../errors.ts";
import type { Target } from "../target.ts";
import { writtenBreakers } from "./switches.ts";

/** A stack file's text as it is, and as it would be. */
export interface Edit {
  readonly text: string;
  readonly next: string;
  /** What goes and what comes, a line each. */
  readonly lines: readonly string[];
}

/**
 * The stack file with other breakers in it; nothing is written.
 * @throws WrongInput with every mistake that the file would have then
 */
export function plannedEdit(
  target: Target,
  path: string,
  change: (now: ReturnType<typeof writtenBreakers>) => WrittenBreakers,
): Edit {
  const read = readStackFile(path);
  if ("mistakes" in read) throw new WrongInput(read.mistakes);
  const text = readFileSync(path, "utf8");
  const breakers = change(writtenBreakers(read.written));
  const next = rebroken(text, platformKey, breakers);
  const after = next === undefined ? undefined : parseStackFile(next, read);
  if (after && "mistakes" in after) throw new WrongInput(after.mistakes);
  const around = (config: Config): unknown => ({ ...config, breakers: undefined });
  if (next === undefined || !after || !isDeepStrictEqual(around(after.config), around(read.config)))
    throw new WrongInput([
      target.mistake(["config", platformKey], {
        found: "breakers written in a way that cannot be changed one by one",
        allowed: "`breakers:` as a key of its own line, below the platform's others",
      }),
    ]);
  return { text, next, lines: difference(text, next) };
}

/** Lines that only one of the two has, around what both begin and end with. */
function difference(before: string, after: string): readonly string[] {
  const [was, is] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < Math.min(was.length, is.length) && was[start] === is[start]) start++;
  let end = 0;
  while (end < Math.min(was.length, is.length) - start && was.at(-1 - end) === is.at(-1 - end)) end++;
  return [
    ...was.slice(start, was.length - end).map((line) => `- ${line}`),
    ...is.slice(start, is.length - end).map((line) => `+ ${line}`),
  ];
}
