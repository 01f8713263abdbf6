import { queuesNamespace } from "../../components/run/queue-scaling.ts";
import { cronChart, workerCharts } from "../../components/watch/dashboards/queues.ts";
import type { Section, Shown } from "./shown.ts";
import { stateOf } from "./states.ts";

/** Whether work is done, by those who take it from queues and by those who run on a schedule. */
export function queue({ inside: { place, config } }: Shown): readonly Section[] {
  const workers = Object.entries(config.services).flatMap(([id, one]) =>
    one.kind === "worker" ? [{ id, namespace: queuesNamespace(place), jobs: one.jobs }] : [],
  );
  const crons = Object.entries(config.crons).map(([id, { missedAfterHours }]) => {
    const name = `${place.prefix}-cron-${id}`;
    return { id, doneRule: `${name}-done`, deadLetters: `${name}-failed`, missedAfterHours };
  });
  return [
    stateOf(place, [
      ...workers.map(({ id }) => `${id}-unwell`),
      ...crons.flatMap(({ id }) => [`cron-${id}-missed`, `cron-${id}-dead-letters`]),
    ]),
    ...workers.map((worker) => [{ heading: worker.id }, ...workerCharts(place, worker)]),
    ...crons.map((cron) => [{ heading: `On a schedule: ${cron.id}` }, cronChart(cron)]),
  ];
}
