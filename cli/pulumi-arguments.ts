import type { Mistake } from "../config/mistakes.ts";
import { mistyped } from "../ops/errors.ts";

/** Options that would take the judgement away from a preview or an update, with what to do instead. */
const refused: Readonly<Record<string, string>> = {
  "--skip-preview": "the preview is where the policy pack blocks before anything is made",
  "--stack": "the stack is named right after the command",
  "--cwd": "golive runs its own project",
  "--remote": "the policy pack must be on the disk of the machine that runs",
  "--policy-pack-config":
    "it could soften the rules; an exemption is a waiver in the stack file, with owner and end",
  "--event-log": "golive reads the event log itself",
  "--config-file": "golive judges Pulumi.<stack>.yaml, and nothing else may be deployed",
  "--ignore-protect": "what is protected is let go one by one: `pulumi state unprotect <urn>`, and a waiver",
};

const short: Readonly<Record<string, string>> = { f: "--skip-preview", s: "--stack", C: "--cwd" };

/** Short options that take the rest of their word, or the next word, as their value. */
const withValue = new Set(["c", "m", "p", "t", "v"]);

/** Everything among a person's own arguments that must not reach the engine. */
export function argumentMistakes(args: readonly string[]): Mistake[] {
  const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  return own.flatMap((argument) =>
    meant(argument).flatMap((option) => {
      const why = refused[option];
      return why ? [mistyped(option, argument, `leave it out: ${why}`)] : [];
    }),
  );
}

/** The long names of the options in one word: `-yf` is two of them. */
function meant(argument: string): string[] {
  if (argument.startsWith("--")) {
    const name = argument.split("=", 1)[0] ?? argument;
    return [name.startsWith("--remote") ? "--remote" : name];
  }
  if (!argument.startsWith("-")) return [];
  const letters = [...argument.slice(1)];
  const end = letters.findIndex((letter) => letter === "=" || withValue.has(letter));
  return (end < 0 ? letters : letters.slice(0, end)).flatMap((letter) => short[letter] ?? []);
}

/** Options that `up` takes and `preview` does not, or that would make two plans of one. */
const ofUpdates = new Set(["--yes", "--continue-on-error", "--strict", "--secrets-provider", "--json"]);
const shortOfUpdates = /[yj]/g;

/** What a preview must be told to plan just what an `up` with these words would do. */
export function previewArguments(args: readonly string[]): string[] {
  const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  return own.flatMap((word, at) => {
    if (own[at - 1] === "--secrets-provider") return [];
    if (ofUpdates.has(word.split("=", 1)[0] ?? "")) return [];
    if (!/^-[a-z]/i.test(word)) return [word];
    const end = [...word].findIndex(
      (letter, place) => place > 0 && (letter === "=" || withValue.has(letter)),
    );
    const letters = end < 0 ? word : word.slice(0, end);
    const left = letters.replaceAll(shortOfUpdates, "") + (end < 0 ? "" : word.slice(end));
    return left === "-" ? [] : [left];
  });
}

/** The same options, given through the environment. */
export const refusedEnvironment = Object.keys(refused).map(
  (option) => `PULUMI_OPTION_${option.slice(2).replaceAll("-", "_").toUpperCase()}`,
);
