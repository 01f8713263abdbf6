import { mistyped } from "../../ops/errors.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import { commitMistakes } from "../commit.ts";

/** What of an `up` is golive's own, and what goes to pulumi as it was typed. */
export interface UpArguments {
  /** Deploys where AWS cannot be asked, without proving anything. */
  readonly unproven: boolean;
  /** Deploys a release once more that was gone back from. */
  readonly again: boolean;
  /** Why it is deployed although alarms are red; undefined where nobody said. */
  readonly despiteAlarms: string | undefined;
  /** Of the product; undefined where nobody said. */
  readonly commit: string | undefined;
  /** The file of the preview that was approved; undefined where what is planned now is. */
  readonly approved: string | undefined;
  readonly pulumi: readonly string[];
}

/** @throws InputMistakes where `--commit` names none, `--despite-alarms` no reason, or `--approved` no file */
export function upArguments(words: readonly string[]): UpArguments {
  const end = words.includes("--") ? words.indexOf("--") : words.length;
  const pulumi: string[] = [];
  const own = {
    unproven: false,
    again: false,
    despiteAlarms: undefined as string | undefined,
    commit: undefined as string | undefined,
    approved: undefined as string | undefined,
  };
  for (let at = 0; at < end; at++) {
    const word = words[at] ?? "";
    if (word === "--unproven") own.unproven = true;
    else if (word === "--again") own.again = true;
    else if (word === "--despite-alarms") own.despiteAlarms = reasonOf(words[++at]);
    else if (word.startsWith("--despite-alarms="))
      own.despiteAlarms = reasonOf(word.slice("--despite-alarms=".length));
    else if (word === "--commit") own.commit = commitOf(words[++at]);
    else if (word.startsWith("--commit=")) own.commit = commitOf(word.slice("--commit=".length));
    else if (word === "--approved") own.approved = fileOf("--approved", words[++at]);
    else if (word.startsWith("--approved="))
      own.approved = fileOf("--approved", word.slice("--approved=".length));
    else pulumi.push(word);
  }
  return { ...own, pulumi: [...pulumi, ...words.slice(end)] };
}

/** @throws InputMistakes where an option's file is missing, or is another option */
export function fileOf(option: string, word = ""): string {
  if (word !== "" && !word.startsWith("-")) return word;
  throw new InputMistakes([mistyped(option, word || "nothing", "a file")]);
}

function commitOf(word = "nothing"): string {
  const mistakes = commitMistakes(word);
  if (mistakes.length > 0) throw new InputMistakes(mistakes);
  return word;
}

/** A word of pulumi's that was taken for the reason is none. */
function reasonOf(words = "nothing"): string {
  if (words.trim().length >= 10 && !words.startsWith("-")) return words.trim();
  throw new InputMistakes([mistyped("--despite-alarms", words, "the reason, in a sentence")]);
}
