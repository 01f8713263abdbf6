import type { Baseline } from "../../ops/deployed/look.ts";
import type { Failing } from "../../ops/deployed.ts";
import type { Session } from "../../ops/session.ts";
import type { Target } from "../../ops/target.ts";
import { commitAt } from "../commit.ts";
import { type ExitCode, exitCodes } from "../exit.ts";
import { interruptible } from "../interrupt.ts";
import { root } from "../root.ts";
import type { UpArguments } from "./arguments.ts";
import type { Cleared } from "./before.ts";
import { say } from "./say.ts";

/** Ten minutes: pulumi itself has waited for the deployments before. */
const prove = { times: 60, everyMs: 10_000 };

/** The engine is content; now users are asked for: what they are served decides. */
export async function shown(
  target: Target,
  session: Session,
  { baseline, despite }: Cleared,
  { commit }: UpArguments,
): Promise<ExitCode> {
  const [{ deployed }, { AwsFailed }, { currentFrontend }, { recordOf, writeDown }, { Releases }, { voice }] =
    await Promise.all([
      import("../../ops/deployed.ts"),
      import("../../ops/errors.ts"),
      import("../../ops/frontend/releases.ts"),
      import("../../ops/release/make.ts"),
      import("../../ops/release/store.ts"),
      import("../commands/ops-voice.ts"),
    ]);
  const interrupt = interruptible("no longer waiting; what is deployed goes on", () => undefined);
  const line = voice();
  line.now("golive: asking ECS what serves");
  const waiting = (services: readonly string[]) =>
    line.now(`golive: waiting for ${services.join(", ") || "AWS to answer"}`);
  const done = await deployed(target, session, baseline, {
    signal: interrupt.signal,
    prove,
    waiting,
  }).finally(() => {
    line.end();
    interrupt.off();
  });
  if (done.end !== "serves") {
    await tellWhy(target, session, done.failing);
    say(
      done.end === "interrupted"
        ? "golive: NOT PROVEN: the wait was interrupted. No release is written down; the same command goes on."
        : "golive: NOT DEPLOYED: the update ended well, but this does not serve. No release is written down.",
    );
    return exitCodes.notReady;
  }
  const note = async () => {
    const [of, frontend] = await Promise.all([commit ?? commitAt(root), currentFrontend(target, session)]);
    const record = recordOf(target, session, { ...done.proven, commit: of, frontend, despite });
    return writeDown(Releases.of(target, session), record);
  };
  const release = await note().catch((error: unknown) => {
    if (!(error instanceof AwsFailed)) throw error;
    throw new AwsFailed(
      `${error.message}\nEverything serves, and nobody can go back to it: the same command writes the release down.`,
    );
  });
  if (release.new) await noteMigration(target, session, commit ?? null);
  say(
    release.new
      ? `golive: release ${release.id} serves, and is written down`
      : `golive: release ${release.id} serves as before`,
  );
  return exitCodes.ready;
}

/** A deployment migrates by itself; that it did, after a backup, is evidence of the release like any other trial's. */
async function noteMigration(target: Target, session: Session, commit: string | null): Promise<void> {
  const [{ deployedMigration }, { beginTrial, keep }] = await Promise.all([
    import("../../ops/migrate/deployed.ts"),
    import("../../ops/trial/trial.ts"),
  ]);
  const trial = await beginTrial(target, { evidence: undefined, through: {}, commit });
  const outcome = await deployedMigration(target, session, trial.images);
  if (outcome === undefined) return;
  const { says, sequence } = await keep(trial, "migrate", outcome);
  say(`golive: ${says}; written down as record ${sequence}`);
}

/** The engine's own failure stays what it is; here is why, as far as ECS knows. */
export async function explained(
  target: Target,
  session: Session,
  before: Baseline,
  code: ExitCode,
): Promise<ExitCode> {
  const { failedSince } = await import("../../ops/deployed.ts");
  try {
    await tellWhy(target, session, await failedSince(target, session, before));
  } catch (error) {
    say(`golive: why could not be found out: ${error instanceof Error ? error.message : String(error)}`);
  }
  return code;
}

async function tellWhy(target: Target, session: Session, failing: readonly Failing[]): Promise<void> {
  const { sayWhy } = await import("../../ops/ecs/why.ts");
  for (const { id, why, since } of failing)
    say(
      id in target.config.services
        ? await sayWhy(target, session, { service: id, reason: why, since })
        : `✘ ${id}: ${why}`,
    );
}
