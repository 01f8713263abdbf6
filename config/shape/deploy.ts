import { z } from "zod";

const minutes = (most: number) => z.int().min(0).max(most);
const bakeMinutes = minutes(1440)
  .default(10)
  .describe("minutes for which all traffic is watched before the old tasks go: until then, back is one step");
const approvalMinutes = z
  .int()
  .min(5)
  .max(1440)
  .optional()
  .describe(
    "a person must continue the deployment after its smoke test, within so many minutes; else it is undone",
  );

/**
 * How a release takes the place of the one before. All but `rolling` have two target groups, a test listener and hooks;
 * ECS owns the weights between the groups (ECS guide, "Amazon ECS canary deployments").
 */
export const deploy = z
  .discriminatedUnion("strategy", [
    z.strictObject({
      strategy: z.literal("canary").describe("a small share of the traffic first, then all of it"),
      percent: z.number().min(0.1).max(100).default(5).describe("the first share, percent"),
      stepMinutes: minutes(1440).default(10).describe("minutes for which that share is watched"),
      bakeMinutes,
      approvalMinutes,
    }),
    z.strictObject({
      strategy: z.literal("linear").describe("equal shares, one after another"),
      percent: z.number().min(3).max(100).default(10).describe("each share, percent"),
      stepMinutes: minutes(1440).default(6).describe("minutes between two shares"),
      bakeMinutes,
      approvalMinutes,
    }),
    z.strictObject({
      strategy: z.literal("blue-green").describe("all traffic at once, after the test listener was asked"),
      bakeMinutes,
      approvalMinutes,
    }),
    z.strictObject({
      strategy: z.literal("rolling").describe("task by task, undone by the circuit breaker; no hooks"),
    }),
  ])
  .prefault({ strategy: "canary" });

export type Deploy = z.infer<typeof deploy>;
/** With two revisions side by side. */
export type Shifting = Exclude<Deploy, { strategy: "rolling" }>;
