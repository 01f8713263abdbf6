import { join, resolve } from "node:path";
import type { CommandModule } from "yargs";
import { mistyped } from "../../ops/errors.ts";
import type { Asked } from "../../ops/pin/intended.ts";
import type { Pin } from "../../ops/pin.ts";
import type { Target } from "../../ops/target.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { root } from "../root.ts";
import { withYes } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface PinOptions extends OpsOptions {
  readonly images: string[];
  readonly live: boolean;
  readonly "repository-change": boolean;
  readonly yes: boolean;
}

export const opsPin: CommandModule<object, PinOptions> = {
  command: "pin <stack> [images..]",
  describe: "Name images in the stack file: what serves now, or <service>=<repository@sha256:…>",
  builder: (yargs) =>
    withYes(withStack(yargs), "Write it; without, say what would be written")
      .positional("images", {
        type: "string",
        array: true,
        default: [] as string[],
        describe: "<service>=<repository@sha256:…>; all services that share its image move with it",
      })
      .option("live", {
        type: "boolean",
        default: false,
        describe: "What serves now, so that an update of the infrastructure alone changes no code",
      })
      .option("repository-change", {
        type: "boolean",
        default: false,
        describe: "Take an image of another repository",
      })
      .example("$0 ops pin production --live", "a dry run: shows what would change, and writes nothing"),
  handler: (options) => onStack(options, (target) => pin(target, options)),
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function pin(target: Target, options: PinOptions): Promise<ExitCode> {
  const [{ plannedPin, writePin }, { assignments }] = await Promise.all([
    import("../../ops/pin.ts"),
    import("../../ops/pin/intended.ts"),
  ]);
  const { live, images, directory, "repository-change": repositoryChange, yes } = options;
  if (live === images.length > 0)
    throw new InputMistakes([
      mistyped(
        "images",
        live ? "--live and images" : "neither --live nor an image",
        "--live, or <service>=<repository@sha256:…>",
      ),
    ]);
  const asked: Asked = live ? "live" : assignments(target, images, repositoryChange);
  const path = join(directory === undefined ? root : resolve(directory), target.file);
  const planned = await plannedPin(target, path, { asked, repositoryChange });
  tell(target, planned);
  if (planned.refused.length > 0) {
    say(`\nNothing was written:\n${planned.refused.map((why) => `  ✘ ${why}`).join("\n")}`);
    return exitCodes.notReady;
  }
  if (planned.changes.length === 0) {
    say(`\n${target.file} says so already.`);
    return exitCodes.ready;
  }
  if (!yes) {
    say("\nDry run: nothing was written. The same command with --yes writes it.");
    return exitCodes.notReady;
  }
  writePin(target, path, planned);
  say(`\n${target.file} is written. Next:\n  ./golive up ${target.stack}`);
  return exitCodes.ready;
}

function tell(target: Target, { who, changes, sought, leftOut, text, next }: Pin): void {
  const { account, region } = target.config;
  say(`pin ${target.stack}: the images of ${target.file}, in ${account} ${region}\nas ${who}\n`);
  for (const { service, to } of changes) {
    const seen = sought.find(({ image }) => image === to);
    say(`  ${service}: ${to}${seen?.state === "not proven" ? `\n      not proven: ${seen.why}` : ""}`);
  }
  for (const service of leftOut) say(`  ${service}: left out, its image is a tag or a build`);
  if (text !== next) say("");
  const lines = next.split("\n");
  for (const [index, line] of text.split("\n").entries())
    if (line !== lines[index]) say(`${target.file}:${index + 1}\n-${line}\n+${lines[index] ?? ""}`);
}
