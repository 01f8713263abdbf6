import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fingerprint, intendedRelease } from "../../evidence/fingerprint.ts";
import type { Target } from "../../ops/target.ts";
import { DependencyFailed } from "../../readiness/errors.ts";
import { root } from "../root.ts";
import type { Stage } from "./run.ts";
import type { CutoverOptions } from "./words.ts";

/** A stack as its file and its records say. */
export async function stageOf(
  target: Target,
  { directory, folder }: { readonly directory: string | undefined; readonly folder: string | undefined },
): Promise<Stage> {
  const [{ recordsOf }, { goInFile, goFlaw }] = await Promise.all([
    import("../go-live/records.ts"),
    import("../up/go.ts"),
  ]);
  const { records, serving } = await recordsOf(target, folder);
  if ("unread" in records) throw new DependencyFailed(`the records in ${records.at}: ${records.unread}`);
  if (records.chain.flaws.length > 0)
    throw new DependencyFailed(
      `${records.at} is no sound chain of records: ${records.chain.flaws.join("; ")}`,
    );
  const { environment, launch, release } = target.config;
  // What an end of a GO is forgiven for is asked of ECS: a record alone opens nothing.
  const served = serving?.seen === "now" ? Object.values(serving.images) : [];
  const path = join(directory === undefined ? root : resolve(directory), target.file);
  return {
    ...{ stack: target.stack, environment, live: launch.live },
    release: intendedRelease(target.config)?.release,
    serving: serving && fingerprint(serving.images, release.schema.version),
    unsaid: goFlaw(target, goInFile(path), { serving: served }),
    records: records.chain.records,
  };
}

/** Staging tries production's release; a stack without one beside it tries its own. */
export async function stagingOf(target: Target, options: CutoverOptions): Promise<Stage> {
  const folder = options.directory === undefined ? root : resolve(options.directory);
  const path = join(folder, "Pulumi.staging.yaml");
  const beside = target.config.environment === "production" && existsSync(path);
  const { directory } = options;
  if (!beside) return stageOf(target, { directory, folder: options.evidence });
  const [{ targetAt }, { folderOf, refuseFiles }] = await Promise.all([
    import("../../ops/target.ts"),
    import("../go-live/records.ts"),
  ]);
  const { evidence, "staging-evidence": stagingEvidence } = options;
  await refuseFiles({ evidence, stagingEvidence }, target.prefix);
  return stageOf(targetAt(path, directory), {
    directory,
    folder: folderOf({ evidence, stagingEvidence }, true),
  });
}
