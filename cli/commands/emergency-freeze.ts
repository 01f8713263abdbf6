import type { CommandModule } from "yargs";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import { quoted } from "../../ops/quoted.ts";
import type { Target } from "../../ops/target.ts";
import { type BreakerWords, heldOf, withHeld } from "../emergency/words.ts";
import type { ExitCode } from "../exit.ts";
import { onStack } from "./ops-run.ts";

export const emergencyFreeze: CommandModule<object, BreakerWords> = {
  command: "freeze <stack>",
  describe: "Hold the public surface as it is declared, by one targeted update of the firewalls",
  builder: (yargs) =>
    withHeld(yargs).example(
      '$0 emergency freeze production --reason "nobody knows what is open" --owner growth',
      "a dry run: says what it would write",
    ),
  handler: (options) => onStack(options, (target) => freeze(target, options)),
};

async function freeze(target: Target, words: BreakerWords): Promise<ExitCode> {
  const [{ frozen }, { actOn, drillOn }] = await Promise.all([
    import("../../ops/emergency/switches.ts"),
    import("../emergency/act.ts"),
  ]);
  const held = await heldOf(words, target.config.owner);
  const change = (now: Parameters<typeof frozen>[0]) => frozen(now, target.config, held);
  if (words.drill) {
    const [service, path] = openOperation(target);
    return drillOn(target, words, "freeze", {
      what: "holding the surface",
      requirement: "K15",
      service,
      path,
      // What is declared goes on being answered: a freeze closes what is not.
      closed: (status, before) => status === before,
      change,
    });
  }
  const again = `./golive emergency freeze ${target.typed} --reason ${quoted(held.reason)} --owner ${quoted(held.owner)} --until ${held.until} --yes`;
  return actOn(target, words, { says: "freeze of the public surface", change, again });
}

/** A health path of an API: it must answer before, while and after. */
function openOperation({ config }: Target): readonly [string, string] {
  const found = Object.entries(config.services).flatMap(([id, one]) =>
    one.kind === "api" ? [[id, one.health.path] as const] : [],
  );
  const [first] = found;
  if (first) return first;
  throw new WrongInput([mistyped("--drill", "a stack without an API", "one with a surface to hold")]);
}
