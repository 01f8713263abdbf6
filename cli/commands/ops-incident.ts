import type { CommandModule } from "yargs";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import type { Incident } from "../../ops/incident/timeline.ts";
import { printable } from "../../ops/printable.ts";
import { quoted } from "../../ops/quoted.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { drilled } from "./ops-drill.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, trialOn, withTrial } from "./ops-trial.ts";

interface Options extends TrialWords {
  readonly text: string | undefined;
  readonly id: string | undefined;
  readonly close: boolean;
  readonly drill: boolean;
  readonly list: boolean;
  readonly yes: boolean;
}

export const opsIncident: CommandModule<object, Options> = {
  command: "incident <stack> [text]",
  describe: "Tell stakeholders of an incident, and keep its timeline",
  builder: (yargs) =>
    withYes(
      withTrial(yargs).positional("text", {
        type: "string",
        describe: "What is the case, for those who are told",
      }),
      "Tell them; without, say who would be told",
    )
      .option("id", {
        type: "string",
        requiresArg: true,
        describe: "Of one that is known: adds to its timeline",
      })
      .option("close", { type: "boolean", default: false, describe: "With --id: it is over" })
      .option("drill", { type: "boolean", default: false, describe: "A rehearsal, and every text says so" })
      .option("list", { type: "boolean", default: false, describe: "Show incidents and their timelines" })
      .example('$0 ops incident production "checkout answers 500 since 09:12" --yes', "opens one")
      .example("$0 ops incident staging --drill --yes", "are stakeholders told?"),
  handler: (options) =>
    onStack(options, async (target) => {
      if (options.list && (options.id !== undefined || options.text !== undefined || options.yes))
        throw new WrongInput([mistyped("--list", "with something to say", "--list alone")]);
      if (options.list) return list(target, options);
      const { incident } = await import("../../ops/incident.ts");
      const { text, id, close, drill } = options;
      const command = [
        `incident ${target.typed}`,
        ...(text === undefined ? [] : [quoted(text)]),
        ...(id === undefined ? [] : [`--id ${quoted(id)}`]),
        ...(close ? ["--close"] : []),
        ...(drill ? ["--drill"] : []),
      ].join(" ");
      return drilled(target, { command, words: options }, incident({ text, id, close, drill }));
    }),
};

async function list(target: Target, options: Options): Promise<ExitCode> {
  const { incidentsOf } = await import("../../ops/incident.ts");
  const all = await incidentsOf(await trialOn(target, options, { anyway: true }));
  const lines =
    all.length > 0 ? all.flatMap(incidentLines) : [`no incident of ${target.prefix} is written down`];
  process.stdout.write(`${lines.join("\n")}\n`);
  return exitCodes.ready;
}

const incidentLines = ({ id, drill, open, steps }: Incident): readonly string[] => [
  `${id}${drill ? " (rehearsal)" : ""}: ${open ? "open" : "closed"}`,
  ...steps.map(
    ({ at, step, text, by }) =>
      `  ${at.slice(0, 16).replace("T", " ")}Z ${step}: ${printable(text)} (${printable(by)})`,
  ),
];
