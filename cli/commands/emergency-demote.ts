import type { CommandModule } from "yargs";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import { quoted } from "../../ops/quoted.ts";
import type { Target } from "../../ops/target.ts";
import { type BreakerWords, heldOf, withHeld } from "../emergency/words.ts";
import type { ExitCode } from "../exit.ts";
import { onStack } from "./ops-run.ts";

interface DemoteOptions extends BreakerWords {
  readonly path: string | undefined;
  readonly service: string | undefined;
  readonly answer: "credential" | "unavailable";
}

export const emergencyDemote: CommandModule<object, DemoteOptions> = {
  // In both orders, as people say it: `demote /path production`, and `demote production --drill`.
  command: "demote <stack> [path]",
  describe: "Close one path to the public, by one targeted update of the firewalls",
  builder: (yargs) =>
    withHeld(yargs)
      .positional("path", {
        type: "string",
        describe: "The path, `*` as wildcard; may stand before the stack",
      })
      .option("service", { type: "string", requiresArg: true, describe: "Whose path, where several have it" })
      .option("answer", {
        choices: ["credential", "unavailable"] as const,
        requiresArg: true,
        default: "credential" as const,
        describe: "401 without a credential, or 503 for everybody",
      })
      .example(
        '$0 emergency demote /api/totals production --reason "shows totals of others" --owner growth',
        "",
      )
      .example("$0 emergency demote staging --drill --yes", "a harmless path, closed and opened again"),
  handler: (options) => {
    const { stack, path } = options;
    const turned = stack.startsWith("/") && path !== undefined;
    const words = turned ? { ...options, stack: path, path: stack } : options;
    return onStack(words, (target) => demote(target, words));
  },
};

async function demote(target: Target, words: DemoteOptions): Promise<ExitCode> {
  const [{ demoted, serviceOf }, { pathMistakes }, { actOn, drillOn }] = await Promise.all([
    import("../../ops/emergency/switches.ts"),
    import("../../ops/emergency/said.ts"),
    import("../emergency/act.ts"),
  ]);
  const held = await heldOf(words, target.config.owner);
  const path = words.path ?? (words.drill ? drillPath(target, words.service) : undefined);
  if (path === undefined)
    throw new WrongInput([mistyped("<path>", "nothing", "the path that is closed, such as /api/totals")]);
  const mistakes = pathMistakes("<path>", path);
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  const service = serviceOf(target.config, path, words.service);
  const answer = words.drill ? "unavailable" : words.answer;
  const change = (now: Parameters<typeof demoted>[0]) => demoted(now, { service, path, answer, ...held });
  if (words.drill)
    return drillOn(target, words, "demote", {
      what: `closing ${path}`,
      requirement: "K14",
      service,
      path,
      closed: (status) => status === 503,
      change,
    });
  const again = [
    `./golive emergency demote ${quoted(path)} ${target.typed} --service ${service} --answer ${answer}`,
    `--reason ${quoted(held.reason)} --owner ${quoted(held.owner)} --until ${held.until} --yes`,
  ];
  return actOn(target, words, { says: `demotion of ${path}`, change, again: again.join(" ") });
}

/** A path that a service's route reaches, and that no product has. */
function drillPath({ config }: Target, asked: string | undefined): string | undefined {
  const routes = Object.entries(config.services).flatMap(([id, one]) =>
    "routes" in one && (asked === undefined || id === asked) ? one.routes : [],
  );
  const open = routes.find((route) => route.endsWith("/*"));
  return open?.replace(/\*$/, "golive-drill");
}
