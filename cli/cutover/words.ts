import type { Passed, Step } from "./phases.ts";

/** What a cutover is told, and passes on to its steps. */
export interface CutoverOptions {
  readonly approved: string | undefined;
  readonly directory: string | undefined;
  readonly evidence: string | undefined;
  readonly through: readonly string[];
  readonly commit: string | undefined;
  readonly exec: boolean;
  readonly cwd: string | undefined;
  readonly state: string | undefined;
  readonly "sign-with": string | undefined;
  readonly logs: string | undefined;
  readonly minutes: number | undefined;
  readonly repository: string | undefined;
  readonly out: string | undefined;
  readonly pages: string | undefined;
  readonly rehearsal: boolean;
  readonly "staging-evidence": string | undefined;
  readonly push: boolean;
  readonly from: string | undefined;
  readonly until: string | undefined;
}

/** The words of a step as they are typed after `./golive`. */
export const wordsOf = (step: Step, stack: string, options: CutoverOptions): readonly string[] => [
  ...step.command
    .split(" ")
    .map((word) => word.replace("{stack}", stack).replace("{pages}", options.pages ?? "")),
  ...step.takes.flatMap((passed) => given[passed](options)),
];

const option = (name: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}`, String(value)];
const flag = (name: string, set: boolean): readonly string[] => (set ? [`--${name}`] : []);

const given: Readonly<Record<Passed, (options: CutoverOptions) => readonly string[]>> = {
  approved: ({ approved }) => option("approved", approved),
  commit: ({ commit }) => option("commit", commit),
  directory: ({ directory }) => option("directory", directory),
  trial: ({ evidence, through, commit }) => [
    ...option("evidence", evidence),
    ...through.flatMap((word) => ["--through", word]),
    ...option("commit", commit),
  ],
  evidence: ({ evidence }) => option("evidence", evidence),
  exec: ({ exec }) => flag("exec", exec),
  here: ({ exec, cwd }) => [...flag("exec", exec), ...option("cwd", cwd)],
  facts: ({ state, rehearsal, "staging-evidence": staging }) => [
    ...option("state", state),
    ...option("staging-evidence", staging),
    ...flag("rehearsal", rehearsal),
  ],
  push: ({ push }) => flag("push", push),
  "sign-with": (options) => option("sign-with", options["sign-with"]),
  logs: ({ logs }) => option("logs", logs),
  minutes: ({ minutes }) => option("minutes", minutes),
  repository: ({ repository }) => option("repository", repository),
  out: ({ out }) => option("out", out),
};
