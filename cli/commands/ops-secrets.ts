import type { CommandModule } from "yargs";
import type { Readiness } from "../../ops/secrets.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { withJson } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface SecretsOptions extends OpsOptions {
  readonly json: boolean;
}

export const opsSecrets: CommandModule<object, SecretsOptions> = {
  command: "secrets <stack>",
  describe: "Say whether every secret holds a real value that is young enough; no value leaves AWS",
  builder: (yargs) => withJson(withStack(yargs)),
  handler: (options) => onStack(options, (target) => report(target, options)),
};

async function report(target: Target, { json }: SecretsOptions): Promise<ExitCode> {
  const [{ secretsReadiness }, { progress }] = await Promise.all([
    import("../../ops/secrets.ts"),
    import("../progress.ts"),
  ]);
  const line = progress([target.stack], "asking AWS about");
  line.step(target.stack, "asking the function that reads the secrets");
  const readiness = await secretsReadiness(target).finally(() => line.done());
  process.stdout.write(json ? `${JSON.stringify(readiness, null, 2)}\n` : await table(readiness));
  return readiness.ready ? exitCodes.ready : exitCodes.notReady;
}

async function table({ ready, secrets }: Readiness): Promise<string> {
  const { pad, plural, widthOf } = await import("../../readiness/report/text.ts");
  const rows = secrets.map(({ name, state, ageDays, maxAgeDays, error }) => [
    state === "filled" ? "✔" : "✘",
    name,
    state,
    [
      typeof ageDays === "number" ? plural(ageDays, "day") : "",
      typeof maxAgeDays === "number" ? `of at most ${maxAgeDays}` : "",
      error ?? "",
    ]
      .filter(Boolean)
      .join(" "),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => widthOf(row[column] ?? ""))));
  const lines = rows.map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0)).join("  "));
  const bad = rows.filter(([mark]) => mark === "✘").length;
  const verdict = ready
    ? `Ready: ${plural(rows.length, "secret")}, each with a real value that is young enough.`
    : `Not ready: ${bad} of ${plural(rows.length, "secret")}.`;
  return `${[...lines.map((text) => `  ${text.trimEnd()}`), "", verdict].join("\n")}\n`;
}
