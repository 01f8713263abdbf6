import { join, resolve } from "node:path";
import type { CommandModule } from "yargs";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { type GoLiveOptions, onlyRehearsed, withFacts } from "../go-live/options.ts";
import { root } from "../root.ts";
import { withYes } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface GoOptions extends OpsOptions, Omit<GoLiveOptions, "go-live"> {
  readonly "sign-with": string | undefined;
  readonly yes: boolean;
}

export const opsGo: CommandModule<object, GoOptions> = {
  command: "go <stack>",
  describe: "Compute the verdict on a launch and, on GO, sign it into the stack file",
  builder: (yargs) =>
    withYes(withFacts(withStack(yargs)), "Sign it; without, say what would be signed")
      .option("sign-with", {
        type: "string",
        requiresArg: true,
        describe: "With --yes: the approver's private key; GOLIVE_KEY_PASSPHRASE opens a sealed one",
      })
      .example("$0 ops go production --sign-with ~/golive-go.pem --yes", "GO, signed, for launch.goHours"),
  handler: (options) => onStack(options, (target) => go(target, options)),
};

async function go(target: Target, options: GoOptions): Promise<ExitCode> {
  const [{ readKey }, { publicText, signed }, { computed }, { goLiveText }, { progress }] = await Promise.all(
    [
      import("../../ops/go/key.ts"),
      import("../../evidence/go.ts"),
      import("../go-live/facts.ts"),
      import("../../readiness/report/go-live-text.ts"),
      import("../progress.ts"),
    ],
  );
  const { launch } = target.config;
  const names = launch.approvers.map(({ name }) => name).join(", ");
  const { yes, "sign-with": file } = options;
  if (yes && file === undefined)
    throw new WrongInput([mistyped("--sign-with", "nothing", "an approver's private key, to sign with it")]);
  const key = file === undefined ? undefined : readKey(resolve(file), process.env.GOLIVE_KEY_PASSPHRASE);
  const approver = key && launch.approvers.find((one) => one.key === publicText(key));
  if (key && !approver)
    throw new WrongInput([
      mistyped(
        "--sign-with",
        "the key of nobody among launch.approvers",
        names || "a key whose public half the stack file names",
      ),
    ]);
  if (options.rehearsal && launch.live)
    throw new WrongInput([
      mistyped(
        "--rehearsal",
        `${target.stack}, which is live`,
        "records that were made at the services' own hosts: a rehearsal opens nothing to users",
      ),
    ]);
  if (options.evidence !== undefined && !options.rehearsal)
    throw new WrongInput([mistyped("--evidence", options.evidence, onlyRehearsed)]);
  const line = progress([target.stack]);
  const { state, evidence, rehearsal, through, directory, "staging-evidence": stagingEvidence } = options;
  const facts = await computed(
    { stack: target.stack, directory, state, evidence, stagingEvidence, through, rehearsal },
    (step) => line.step(target.stack, step),
  ).finally(() => line.done());
  say(
    goLiveText(facts.report.goLive, facts.evaluation, {
      colour: false,
      columns: process.stdout.columns ?? 100,
    }),
  );
  if (facts.report.goLive.verdict === "NO-GO") {
    say("Nothing was signed: the verdict is computed, and nobody signs against it.");
    return exitCodes.notReady;
  }
  const { goSentence, imageLines, statementOf } = await import("../go-live/statement.ts");
  const statement = statementOf(facts, { approver: approver?.name ?? "", rehearsal });
  say([goSentence(statement, names), ...imageLines(statement)].join("\n"));
  if (!yes || !key) {
    say(
      `\nDry run: nothing was signed. The same command with ${key ? "" : "--sign-with KEY "}--yes signs it.`,
    );
    return exitCodes.notReady;
  }
  const { writeGo } = await import("../../ops/go/write.ts");
  writeGo(
    join(directory === undefined ? root : resolve(directory), target.file),
    facts.file,
    signed(statement, key),
  );
  say(`\n✔ ${target.file} bears it. Commit it; then\n  ./golive up ${target.stack}`);
  return exitCodes.ready;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
