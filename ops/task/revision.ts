import { DescribeTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import { meant } from "../../config/reading/nearest.ts";
import { ecsOf } from "../ecs/client.ts";
import { AwsFailed, WrongInput } from "../errors.ts";
import { familyOf } from "../names.ts";
import { Releases } from "../release/store.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import type { DeclaredTask } from "./declared.ts";

/** What runs: one revision of a task's definition. */
export interface TaskRevision {
  /** As family:revision. */
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  /** From SIGTERM to SIGKILL. */
  readonly stopSeconds: number;
}

/** The newest revision that may be started, or the one of a release. */
export async function taskRevision(
  target: Target,
  session: Session,
  task: DeclaredTask,
  release: string | undefined,
): Promise<TaskRevision> {
  const asked =
    release === undefined ? familyOf(target, task.id) : await ofRelease(target, session, task, release);
  const read = await session.find(
    `look at task definition ${asked}`,
    "ecs:DescribeTaskDefinition",
    // ECS's answer where nothing of that name can be started.
    ["ClientException"],
    () => ecsOf(target).send(new DescribeTaskDefinitionCommand({ taskDefinition: asked })),
  );
  const definition = read?.taskDefinition;
  const { account, region } = target.config;
  if (definition === undefined)
    throw new AwsFailed(
      `there is no task definition ${asked} in ${account} ${region}: \`./golive up ${target.stack}\` makes it`,
    );
  const name = `${definition.family}:${definition.revision}`;
  // A revision that was deregistered is still described, and no longer started (ECS guide, "Deregistering a task definition").
  if (definition.status !== "ACTIVE")
    throw new AwsFailed(`${name} is ${definition.status}: it cannot be run`);
  const container = definition.containerDefinitions?.find((one) => one.name === task.id);
  if (container === undefined) throw new AwsFailed(`${name} has no container ${task.id}`);
  return {
    name,
    image: container.image ?? "",
    command: [...(container.entryPoint ?? []), ...(container.command ?? [])],
    stopSeconds: container.stopTimeout ?? 30,
  };
}

async function ofRelease(
  target: Target,
  session: Session,
  { name }: DeclaredTask,
  id: string,
): Promise<string> {
  const releases = Releases.of(target, session);
  const record = await releases.read(id);
  const wrong = (found: string, allowed: string, hint: { readonly hint?: string } = {}) =>
    new WrongInput([{ file: "--release", path: "", found, allowed, ...hint }]);
  if (record === undefined) {
    const ids = (await releases.list()).map((one) => one.id);
    const newest = ids.slice(0, 5).join(", ");
    throw wrong(
      `no release "${id}"`,
      ids.length > 0
        ? `a recorded release, the newest first: ${newest}`
        : "a recorded release; there is none",
      meant(id, ids),
    );
  }
  const names = Object.keys(record.tasks);
  const revision = Object.hasOwn(record.tasks, name) ? record.tasks[name] : undefined;
  if (revision !== undefined) return revision;
  throw wrong(
    `release ${id} without a task "${name}"`,
    `a release with it; this one has ${names.join(", ")}`,
  );
}
