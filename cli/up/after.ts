import type { Baseline } from "../../ops/deployed/look.ts";
import type { Failing } from "../../ops/deployed.ts";
import type { Session } from "../../ops/session.ts";
import type { Target } from "../../ops/target.ts";
import { commitAt } from "../commit.ts";
import { type ExitCode, exitCodes } from "../exit.ts";
import { root } from "../root.ts";
import type { UpArguments } from "./arguments.ts";
import { say } from "./say.ts";

/** Ten minutes: pulumi itself has waited for the deployments before. */
const prove = { times: 60, everyMs: 10_000 };

/** The engine is content; now users are asked for: what they are served decides. */
export async function shown(
  target: Target,
  session: Session,
  before: Baseline,
  { commit }: UpArguments,
): Promise<ExitCode> {
  const [{ deployed }, { recordOf, writeDown }, { Releases }, { progress }] = await Promise.all([
    import("../../ops/deployed.ts"),
    import("../../ops/release/make.ts"),
    import("../../ops/release/store.ts"),
    import("../progress.ts"),
  ]);
  const stop = new AbortController();
  const interrupt = () => {
    say("\ngolive: no longer waiting; what is deployed goes on");
    stop.abort();
  };
  process.once("SIGINT", interrupt); // a second Ctrl-C is Node's
  const line = progress([target.stack]);
  line.step(target.stack, "asking ECS what serves");
  const waiting = (services: readonly string[]) =>
    line.step(target.stack, `waiting for ${services.join(", ") || "AWS to answer"}`);
  const done = await deployed(target, session, before, { signal: stop.signal, prove, waiting }).finally(
    () => {
      line.done();
      process.off("SIGINT", interrupt);
    },
  );
  if (done.end !== "serves") {
    await tellWhy(target, session, done.failing);
    say(
      done.end === "interrupted"
        ? "golive: NOT PROVEN: the wait was interrupted. No release is written down; the same command goes on."
        : "golive: NOT DEPLOYED: the update ended well, but this does not serve. No release is written down.",
    );
    return exitCodes.notReady;
  }
  const found = { ...done.proven, commit: commit ?? (await commitAt(root)) };
  const release = await writeDown(Releases.of(target, session), recordOf(target, session, found));
  say(
    release.new
      ? `golive: release ${release.id} serves, and is written down`
      : `golive: release ${release.id} serves as before`,
  );
  return exitCodes.ready;
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
  const { whyOf, whyText } = await import("../../ops/ecs/why.ts");
  for (const { id, why, since } of failing)
    say(
      id in target.config.services
        ? whyText(await whyOf(target, session, { service: id, reason: why, since }))
        : `✘ ${id}: ${why}`,
    );
}
