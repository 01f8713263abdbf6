import type { Argv } from "yargs";
import { mistyped } from "../../ops/errors.ts";
import { InputMistakes } from "../../readiness/errors.ts";

export interface GoLiveOptions {
  readonly "go-live": boolean;
  readonly state: string | undefined;
  readonly evidence: string | undefined;
  readonly "staging-evidence": string | undefined;
  readonly through: readonly string[];
  readonly rehearsal: boolean;
}

/** Where the verdict on a launch reads what stands and what was tried. */
export const withFacts = <T>(yargs: Argv<T>) =>
  yargs
    .option("state", {
      type: "string",
      requiresArg: true,
      describe: "A file from `pulumi stack export`, instead of asking the engine for it",
    })
    .option("evidence", {
      type: "string",
      requiresArg: true,
      describe:
        "A folder with the records of this stack and of staging, instead of their buckets; signs rehearsals alone",
    })
    .option("staging-evidence", {
      type: "string",
      requiresArg: true,
      describe: "A folder with staging's records, where staging is another account's",
    })
    .option("through", {
      type: "string",
      array: true,
      requiresArg: true,
      default: [],
      describe: "With --rehearsal: where services are asked instead, as in api=http://127.0.0.1:8000",
    })
    .option("rehearsal", {
      type: "boolean",
      default: false,
      describe: "Let records count that were made elsewhere than at the services' own hosts, or in a folder",
    });

export const withGoLive = <T>(yargs: Argv<T>) =>
  withFacts(
    yargs.option("go-live", {
      type: "boolean",
      default: false,
      describe: "GO or NO-GO: what is declared, what stands and what was tried, together",
    }),
  );

/** Of the verdict on a launch alone: a gate that left them out would seem to have looked there. @throws InputMistakes */
export function refuseFacts(options: Omit<GoLiveOptions, "go-live">): void {
  const { state, evidence, through, rehearsal, "staging-evidence": stagingEvidence } = options;
  const given = Object.entries({
    state,
    evidence,
    "staging-evidence": stagingEvidence,
    through: through.length > 0 ? through.join(" ") : undefined,
    rehearsal: rehearsal || undefined,
  }).flatMap(([name, value]) =>
    value === undefined ? [] : [mistyped(`--${name}`, value, "only together with --go-live")],
  );
  if (given.length > 0) throw new InputMistakes(given);
}

/** Whoever may write into a folder can write all of it anew. */
export const onlyRehearsed =
  "only together with --rehearsal: a GO that is signed rests on the stack's own bucket";
