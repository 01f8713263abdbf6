import { z } from "zod";
import { Stopped } from "./log.ts";

const details = z.object({ serviceArn: z.string(), targetServiceRevisionArn: z.string() });

/**
 * What ECS asks a deployment's lifecycle hook with ("Lambda hooks for Amazon ECS service deployments"). Of the two forms
 * in which its guide shows the fields, beside one another or under `executionDetails`, either is taken.
 */
const question = z.object({
  lifecycleStage: z.string(),
  /** The service deployment, by ARN. */
  resourceArn: z.string().optional(),
  executionDetails: details.partial().optional(),
  ...details.partial().shape,
});

export interface HookQuestion {
  readonly stage: string;
  /** All by ARN. */
  readonly service: string;
  readonly targetRevision: string;
  /** The service deployment that waits; null where the event does not say. */
  readonly deployment: string | null;
}

/**
 * What the hook answers. Asked again after `callBackDelay` seconds, it finds out by itself how far it was: nothing is
 * carried from one call to the next, so that a lost answer costs nothing.
 */
export type HookAnswer =
  | { readonly hookStatus: "SUCCEEDED" | "FAILED" }
  | { readonly hookStatus: "IN_PROGRESS"; readonly callBackDelay: number };

/** @throws Stopped where the event is none of a deployment; ECS then undoes the deployment */
export function readQuestion(event: unknown): HookQuestion {
  const read = question.safeParse(event);
  const found = read.data && { ...read.data, ...read.data.executionDetails };
  if (!found?.serviceArn || !found.targetServiceRevisionArn)
    throw new Stopped("the event names no service and no target revision");
  return {
    stage: found.lifecycleStage,
    service: found.serviceArn,
    targetRevision: found.targetServiceRevisionArn,
    deployment: found.resourceArn ?? null,
  };
}
