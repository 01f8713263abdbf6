import { mistyped } from "../../ops/errors.ts";
import { InputMistakes } from "../../readiness/errors.ts";

/** What of an `up` is golive's own, and what goes to pulumi as it was typed. */
export interface UpArguments {
  /** Deploys where AWS cannot be asked, without proving anything. */
  readonly unproven: boolean;
  /** Deploys a release once more that was gone back from. */
  readonly again: boolean;
  /** Of the product; undefined where nobody said. */
  readonly commit: string | undefined;
  readonly pulumi: readonly string[];
}

/** @throws InputMistakes where `--commit` names none */
export function upArguments(words: readonly string[]): UpArguments {
  const end = words.includes("--") ? words.indexOf("--") : words.length;
  const pulumi: string[] = [];
  const own = { unproven: false, again: false, commit: undefined as string | undefined };
  for (let at = 0; at < end; at++) {
    const word = words[at] ?? "";
    if (word === "--unproven") own.unproven = true;
    else if (word === "--again") own.again = true;
    else if (word === "--commit") own.commit = commitOf(words[++at]);
    else if (word.startsWith("--commit=")) own.commit = commitOf(word.slice("--commit=".length));
    else pulumi.push(word);
  }
  return { ...own, pulumi: [...pulumi, ...words.slice(end)] };
}

function commitOf(word = "nothing"): string {
  if (/^[\da-f]{7,64}$/.test(word)) return word;
  throw new InputMistakes([mistyped("--commit", word, "the commit's hash, 7 to 64 hex digits")]);
}
