import { arnOf, type Place } from "../place.ts";
import type { EventPattern } from "../watch/events.ts";

const pattern = (place: Place, name: string, detail: object) => ({
  source: ["aws.ecs"],
  "detail-type": ["ECS Task State Change"],
  detail: {
    lastStatus: ["STOPPED"],
    // Of whatever revision; a run that a person began counts like any other.
    taskDefinitionArn: [{ prefix: arnOf(place, "ecs", `task-definition/${place.prefix}-${name}:`) }],
    ...detail,
  },
});

/** ECS's word for a task that ended by itself, not by a person, AWS or a failed start ("Stopped task error codes", ECS guide). */
const byItself = "EssentialContainerExited";

/**
 * A run that did its work. Name and code are asked of one container: what AWS adds beside it (GuardDuty's agent, for one)
 * has an end of its own.
 */
export const endedWell = (place: Place, name: string) =>
  pattern(place, name, {
    stopCode: [byItself],
    containers: { name: [name], exitCode: [0] },
  });

/** A run that did not: another exit code or none, stopped from outside, or never started. */
export const endedBadly = (place: Place, name: string): EventPattern =>
  pattern(place, name, {
    $or: [
      { stopCode: [{ "anything-but": [byItself] }] },
      { containers: { name: [name], exitCode: [{ "anything-but": [0] }] } },
      { containers: { name: [name], exitCode: [{ exists: false }] } },
    ],
  });
