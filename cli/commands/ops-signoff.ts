import type { CommandModule } from "yargs";
import { quoted } from "../../ops/quoted.ts";
import { drilled } from "./ops-drill.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

interface Options extends TrialWords {
  readonly subject: string;
  readonly by: string;
  readonly attach: readonly string[];
  readonly refuse: string | undefined;
  readonly yes: boolean;
}

export const opsSignoff: CommandModule<object, Options> = {
  command: "signoff <subject> <stack>",
  describe: "Write down that a person has judged what no program can: privacy, terms, browsers",
  builder: (yargs) =>
    withYes(
      withTrial(
        yargs.positional("subject", {
          type: "string",
          demandOption: true,
          describe: "gdpr-audit, privacy-policy, terms, cookie-consent, browsers or responsive",
        }),
      ),
      "Write it down; without, say what would be",
    )
      .option("by", {
        type: "string",
        requiresArg: true,
        demandOption: true,
        describe: "Who judged it, by name",
      })
      .option("attach", {
        type: "string",
        array: true,
        requiresArg: true,
        default: [],
        describe: "A file that they looked at; it is kept with the record",
      })
      .option("refuse", { type: "string", requiresArg: true, describe: "They do not agree, and this is why" })
      .example(
        '$0 ops signoff gdpr-audit production --by "Ada Moreno" --attach audit.pdf --yes',
        "counts for a year",
      ),
  handler: (options) =>
    onStack(options, async (target) => {
      const { signoff } = await import("../../ops/signoff.ts");
      const { subject, by, attach, refuse } = options;
      const command = [
        `signoff ${subject} ${target.typed} --by ${quoted(by)}`,
        ...attach.map((file) => `--attach ${quoted(file)}`),
        ...(refuse === undefined ? [] : [`--refuse ${quoted(refuse)}`]),
      ].join(" ");
      return drilled(
        target,
        { command, words: options },
        await signoff({ subject, by, attach, refused: refuse }),
      );
    }),
};
