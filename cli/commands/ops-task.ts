import type { CommandModule } from "yargs";
import { printable } from "../../ops/printable.ts";
import { quoted } from "../../ops/quoted.ts";
import type { Target } from "../../ops/target.ts";
import type { Plan, TaskListener, TaskRun } from "../../ops/task.ts";
import { exitCodes } from "../exit.ts";
import { interruptible } from "../interrupt.ts";
import { withYes } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface TaskOptions extends OpsOptions {
  readonly name: string;
  readonly release: string | undefined;
  readonly again: boolean;
  readonly yes: boolean;
}

export const opsTask: CommandModule<object, TaskOptions> = {
  command: "task <name> <stack>",
  describe: "Run a one-off task of the stack once, show what it writes and end with its exit code",
  builder: (yargs) =>
    withYes(
      withStack(
        yargs.positional("name", {
          type: "string",
          demandOption: true,
          describe: "The task, as under `tasks` in the stack file",
        }),
      ),
    )
      .option("release", {
        type: "string",
        requiresArg: true,
        describe: "With the image and settings of this release; without, of the newest deployment",
      })
      .option("again", {
        type: "boolean",
        default: false,
        describe: "Start it although it runs already",
      })
      .example("$0 ops task bootstrap-admin staging", "a dry run: says what would run, and starts nothing")
      .epilogue(
        "Exit codes: the container's own · 1 also: nothing was run, it never started or was stopped · 2 the input is wrong · 3 AWS failed",
      ),
  handler: async (options) => {
    let code = 0;
    await onStack(options, async (target) => {
      code = await run(target, options);
      return exitCodes.ready;
    });
    process.exitCode = code;
  },
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(target: Target, options: TaskOptions): Promise<number> {
  const { runTask } = await import("../../ops/task.ts");
  let howToLook: string | undefined;
  const leaving = () =>
    howToLook === undefined ? undefined : `leaving; the task may still run. This shows it:\n${howToLook}`;
  const interrupt = interruptible("stopping, and the task with us", leaving);
  try {
    const listener: TaskListener = {
      plan: (plan) => {
        if (options.yes) howToLook = plan.howToLook;
        say(planned(target, plan));
      },
      started: (arn, look) => {
        howToLook = look;
        say(`\nstarted ${arn}`);
      },
      status: (status) => say(`  ${status.toLowerCase()}`),
      // Marked, so that nothing that it writes looks like our own words.
      line: (text) => say(`  | ${printable(text)}`),
      note: (text) => say(`  ${text}`),
    };
    const pace = { everyMs: 1_000, now: Date.now };
    const { yes: act, again, release } = options;
    const manner = { act, again, release, signal: interrupt.signal, pace };
    return ended(target, options, await runTask(target, options.name, listener, manner));
  } finally {
    interrupt.off();
  }
}

function planned({ stack, config }: Target, { who, task, revision, position, commandLine }: Plan): string {
  const rows = [
    ["runs", revision.name],
    ["image", revision.image],
    ["command", JSON.stringify(revision.command)],
    ["like", `${task.service}${task.connects === "direct" ? ", and speaks to PostgreSQL itself" : ""}`],
    ["in", `${position.subnets.join(" ")}, with ${position.securityGroups.join(" ")}`],
    ["at most", `${task.timeoutMinutes} min`],
  ].map(([key = "", value = ""]) => `  ${key.padEnd(9)}${value}`);
  return [
    `task ${task.name} of ${stack}, in ${config.account} ${config.region}`,
    `as ${who}`,
    "",
    ...rows,
    "",
    commandLine,
  ].join("\n");
}

function ended({ typed }: Target, { name, release }: TaskOptions, done: TaskRun): number {
  const again = `./golive ops task ${name} ${typed}${release === undefined ? "" : ` --release ${quoted(release)}`}`;
  if (done.end === "ended") {
    say(`\n${done.verdict.code === 0 ? "Done" : "Failed"}: ${done.verdict.says}.`);
    return done.verdict.code;
  }
  if (done.end === "planned") say(`\nDry run: nothing was started. This starts it:\n  ${again} --yes`);
  if (done.end === "interrupted") say("\nInterrupted: nothing was started.");
  if (done.end === "running")
    say(
      `\nNothing was started: it runs already.\n${done.arns.map((arn) => `  ${arn}`).join("\n")}\nThis starts it beside that:\n  ${again} --again --yes`,
    );
  if (done.end === "unfinished")
    say(`\nNot proven: ECS was asked to stop it, and it still runs. This shows it:\n${done.howToLook}`);
  return exitCodes.notReady;
}
