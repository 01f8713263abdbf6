import { rolloutMinutes } from "../components/run/deployment.ts";
import type { Config } from "../config/schema.ts";
import { named } from "./records.ts";

/** The service that migrations gate (C13): a check of the configuration holds that its strategy has hooks. */
export const gateOf = ({ tasks }: Config): string | undefined => tasks.migrate?.service;

/** Longest that a migration takes: a snapshot, and both tasks to the end of their time. */
export const migrating = ({ tasks }: Config): number =>
  90 + (tasks.migrate?.timeoutMinutes ?? 0) + (tasks.verify?.timeoutMinutes ?? 0);

export const smokeMinutes = 10;

/** The longest that a deployment of one service takes, with what it waits for. */
export function rolloutMinutesOf(config: Config, id: string): number {
  const hooks = [...(id === gateOf(config) ? [migrating(config)] : []), smokeMinutes];
  return rolloutMinutes(
    named(config.services, id),
    hooks.map((minutes) => ({ minutes })),
  );
}
