import type { Output } from "@pulumi/pulumi";
import type { Task } from "../components/run/task.ts";
import type { Config } from "../config/schema.ts";
import type { PinnedImages } from "./images.ts";
import { mapped, named } from "./records.ts";
import { type WorkloadArgs, workload } from "./workload.ts";

/** A one-off task and the service in whose network position it runs. */
export interface OneOff {
  readonly task: Task;
  readonly service: string;
  /** What it wears beside the service's own security group. */
  readonly alsoWears: readonly Output<string>[];
}

type Within = Omit<WorkloadArgs, "settings" | "image" | "port" | "direct" | "ends">;

/** Run by a person, a deployment or a pipeline, inside the network position of the service that they belong to. */
export const oneOffTasks = (config: Config, images: PinnedImages, within: Within): Record<string, OneOff> =>
  mapped(config.tasks, ({ service, command, connects }, id) => {
    const direct = connects === "direct";
    const settings = { ...named(config.services, service), command };
    const image = named(images, service);
    return {
      task: workload(`task-${id}`, { ...within, settings, image, port: undefined, direct, ends: true }),
      service,
      alsoWears: direct ? [within.database.clientGroupId] : [],
    };
  });

/** Run on a schedule; otherwise as the others. */
export const cronTasks = (config: Config, images: PinnedImages, within: Within): Record<string, Task> =>
  mapped(config.crons, ({ service, command }, id) => {
    const settings = { ...named(config.services, service), command };
    return workload(`cron-${id}`, {
      ...within,
      settings,
      image: named(images, service),
      port: undefined,
      ends: true,
    });
  });
