import { describe, expect, it } from "vitest";
import {
  saysAge,
  saysBacklog,
  saysBacklogEach,
  saysConsumers,
  saysTasks,
} from "../../policy/alarms/queue-metrics.ts";

const kinds = { saysAge, saysBacklog, saysBacklogEach, saysConsumers, saysTasks };
const said = (name: string) => Object.entries(kinds).flatMap(([kind, says]) => (says(name) ? [kind] : []));

describe("what a number says of a queue, by its name", () => {
  it.each([
    ["OldestJobSeconds", ["saysAge"]],
    ["JobLatencySeconds", ["saysAge"]],
    ["oldest_job_seconds", ["saysAge"]],
    ["QueueLatency", ["saysAge"]],
    ["ApproximateAgeOfOldestMessage", ["saysAge"]],
    ["Backlog", ["saysBacklog"]],
    ["QueueLength", ["saysBacklog"]],
    ["queue_depth", ["saysBacklog"]],
    ["JobsWaiting", ["saysBacklog"]],
    ["PendingJobs", ["saysBacklog"]],
    ["ApproximateNumberOfMessagesVisible", ["saysBacklog"]],
    ["BacklogPerTask", ["saysBacklog", "saysBacklogEach"]],
    ["WorkersAlive", ["saysConsumers"]],
    ["ActiveConsumers", ["saysConsumers"]],
    ["RunningTaskCount", ["saysTasks"]],
  ])("is told by %s", (name, kinds) => expect(said(name)).toEqual(kinds));

  it.each([
    "CPUUtilization",
    "MemoryUtilization",
    "BusyWorkers",
    "IdleConsumers",
    "ApproximateNumberOfMessagesNotVisible",
    "DesiredTaskCount",
    "FailedJobs",
  ])("is not told by %s", (name) => expect(said(name)).toEqual([]));
});
