import type { CommandModule } from "yargs";
import { quoted } from "../../ops/quoted.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { withYes } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface LiftOptions extends OpsOptions {
  readonly path: string | undefined;
  readonly yes: boolean;
}

export const emergencyLift: CommandModule<object, LiftOptions> = {
  command: ["lift <stack>", "restore <stack>"],
  describe: "Open again what breakers of the firewalls closed: demotions, the freeze, the rates",
  builder: (yargs) =>
    withYes(withStack(yargs)).option("path", {
      type: "string",
      requiresArg: true,
      describe: "Only the demotion of this path",
    }),
  handler: (options) => onStack(options, (target) => lift(target, options)),
};

async function lift(target: Target, options: LiftOptions): Promise<ExitCode> {
  const [{ lifted }, { pathMistakes }, { WrongInput }, { actOn }] = await Promise.all([
    import("../../ops/emergency/switches.ts"),
    import("../../ops/emergency/said.ts"),
    import("../../ops/errors.ts"),
    import("../emergency/act.ts"),
  ]);
  const { path } = options;
  const mistakes = path === undefined ? [] : pathMistakes("--path", path);
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  return actOn(target, options, {
    says: path === undefined ? "opening of all that the firewalls hold closed" : `opening of ${path}`,
    change: (now) => lifted(now, path),
    again: `./golive emergency lift ${target.typed}${path === undefined ? "" : ` --path ${quoted(path)}`} --yes`,
  });
}
