import { resolve } from "node:path";
import type { CommandModule } from "yargs";
import type { Acceptance } from "../../ops/surface/accept.ts";
import type { Target } from "../../ops/target.ts";
import type { Promised } from "../../readiness/surface/promise.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { root } from "../root.ts";
import { withYes } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface AcceptOptions extends OpsOptions {
  readonly yes: boolean;
}

const opsSurfaceAccept: CommandModule<object, AcceptOptions> = {
  command: "accept <stack>",
  describe: "After a release: what its OpenAPI document says is what the next one may only add to",
  builder: (yargs) =>
    withYes(withStack(yargs), "Write it; without, say what would be written").example(
      "$0 ops surface accept production",
      "a dry run: shows what is added, and writes nothing",
    ),
  handler: (options) => onStack(options, (target) => accept(target, options)),
};

export const opsSurface: CommandModule = {
  command: "surface",
  describe: "Keep what the live release promises to its clients",
  builder: (yargs) => yargs.command(opsSurfaceAccept).demandCommand(1, "Which one?"),
  handler: () => undefined,
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Nothing is asked of AWS: a promise only grows, so one that is written down too early breaks nobody's client. */
async function accept(target: Target, { directory, yes }: AcceptOptions): Promise<ExitCode> {
  const [{ acceptances, writeAccepted }, { promisedBy }] = await Promise.all([
    import("../../ops/surface/accept.ts"),
    import("../../readiness/surface/promise.ts"),
  ]);
  const folder = directory === undefined ? root : resolve(directory);
  const planned = acceptances(target, folder); // read first: what is judged then is what is written, or nothing is
  const promised = await promisedBy({ ...target, directory: folder });
  say(`surface accept ${target.stack}: documents become what the live release promises\n`);
  for (const one of planned)
    tell(
      one,
      promised.find(({ service }) => service === one.service),
    );
  if (promised.some(({ broken }) => broken.length > 0)) {
    say("\nNothing was written: a release only adds to what the live one promises.");
    return exitCodes.notReady;
  }
  if (planned.every(({ text, before }) => text === before)) {
    say("\nAll of it is promised already.");
    return exitCodes.ready;
  }
  if (!yes) {
    say(`\nDry run: nothing was written. To do it:\n  ./golive ops surface accept ${target.typed} --yes`);
    return exitCodes.notReady;
  }
  for (const one of planned) writeAccepted(one, folder);
  const files = [...new Set(planned.map(({ released }) => released))];
  say(`\nWritten. Commit it: ${files.join(", ")}`);
  return exitCodes.ready;
}

function tell(
  { service, document, released, text, before }: Acceptance,
  promised: Promised | undefined,
): void {
  const { added = [], broken = [] } = promised ?? {};
  say(`  ${service}: ${document} → ${released}${before === undefined ? ", for the first time" : ""}`);
  for (const one of added) say(`      + ${one}`);
  for (const { operation, says } of broken) say(`      ✘ ${operation}: ${says}`);
  if (text === before) say("      no change");
  else if (added.length + broken.length === 0) say("      the same operations, in other words");
}
