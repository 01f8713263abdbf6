import { type Hook, rolloutMinutes } from "../components/run/deployment.ts";
import type { Config } from "../config/schema.ts";
import { named } from "./records.ts";

/** The service that migrations gate (C13): a check of the configuration holds that its strategy has hooks. */
export const gateOf = ({ tasks }: Config): string | undefined => tasks.migrate?.service;

/** Longest that a migration takes: a snapshot, and both tasks to the end of their time. */
const migrating = ({ tasks }: Config): number =>
  90 + (tasks.migrate?.timeoutMinutes ?? 0) + (tasks.verify?.timeoutMinutes ?? 0);

/** What a deployment of one service waits for, and for how long at most: migrations before new code starts, a smoke test before it has traffic. */
export const hookMinutes = (config: Config, id: string): readonly Waited[] => [
  ...(id === gateOf(config)
    ? [{ hook: "migration" as const, stage: "PRE_SCALE_UP" as const, minutes: migrating(config) }]
    : []),
  { hook: "smoke", stage: "POST_TEST_TRAFFIC_SHIFT", minutes: 10 },
];

interface Waited {
  readonly hook: "migration" | "smoke";
  readonly stage: Hook["stage"];
  readonly minutes: number;
}

/** The longest that a deployment of one service takes, with what it waits for. */
export const rolloutMinutesOf = (config: Config, id: string): number =>
  rolloutMinutes(named(config.services, id), hookMinutes(config, id));
