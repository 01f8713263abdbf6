import { mistyped } from "../../ops/errors.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import { fileOf } from "../up/arguments.ts";

/** What of a `preview` is golive's own, and what goes to pulumi as it was typed. */
export interface PreviewArguments {
  /** Where to write what is to be approved. */
  readonly save: string | undefined;
  /** Asks AWS what stands, and refuses any difference. */
  readonly drift: boolean;
  readonly pulumi: readonly string[];
}

/** @throws InputMistakes where `--save` names no file, or drift would be approved */
export function previewWords(words: readonly string[]): PreviewArguments {
  const end = words.includes("--") ? words.indexOf("--") : words.length;
  const pulumi: string[] = [];
  let save: string | undefined;
  let drift = false;
  for (let at = 0; at < end; at++) {
    const word = words[at] ?? "";
    if (word === "--save") save = fileOf("--save", words[++at]);
    else if (word.startsWith("--save=")) save = fileOf("--save", word.slice("--save=".length));
    else if (word === "--drift") drift = true;
    else pulumi.push(word);
  }
  if (drift && save !== undefined)
    throw new InputMistakes([mistyped("--save", save, "leave it out: drift is mended, not approved")]);
  return { save, drift, pulumi: [...(drift ? ["--refresh"] : []), ...pulumi, ...words.slice(end)] };
}
