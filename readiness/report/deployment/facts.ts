import { z } from "zod";
import type { EvidenceRecord } from "../../../evidence/record.ts";
import type { GoLive } from "../../go-live/types.ts";
import type { Chart, Line } from "./chart.ts";

/** A record, with where the chain that it stands in is kept. */
export interface Shown {
  readonly record: EvidenceRecord;
  readonly at: string;
}

/** What a deployment report is made of. */
export interface Deployment {
  readonly product: string;
  readonly stack: string;
  readonly environment: string;
  readonly made: string;
  readonly tool: string;
  readonly commit: string | null;
  readonly goLive: GoLive;
  readonly slo: {
    readonly p95Ms: number;
    readonly errorPercent: number;
    readonly availabilityPercent: number;
  };
  /** Of this release or of the stack, the newest first. */
  readonly records: readonly Shown[];
  readonly charts: readonly Chart[];
}

const point = z.object({
  at: z.string(),
  asked: z.number(),
  failed: z.number(),
  p95Ms: z.number().nullable(),
});

/** What `ops watch` leaves beside its record, as `points.json`. */
const watched = z.object({
  groups: z.array(z.object({ service: z.string(), group: z.string(), points: z.array(point) })),
});

/** What `ops load` and `ops soak` leave beside theirs, as `seconds.json`. */
const loaded = z.object({
  rate: z.number(),
  seconds: z.array(
    z.object({
      second: z.number(),
      answered: z.number(),
      failed5xx: z.number(),
      p95Ms: z.number().nullable(),
    }),
  ),
});

type Limits = Deployment["slo"];

/** The charts of one watched window: how slow, and how many errors, by service and group. */
export function watchCharts(
  content: unknown,
  what: string,
  { p95Ms, errorPercent }: Limits,
): readonly Chart[] {
  const read = watched.safeParse(content);
  if (!read.success) return [];
  const groups = read.data.groups.filter(({ points }) => points.some(({ asked }) => asked > 0));
  return [...Map.groupBy(groups, ({ service }) => service)].flatMap(([service, own]) => [
    {
      title: `${service}, ${what}: 95 % of answers`,
      unit: "ms",
      limit: { at: p95Ms, says: `objective: ${p95Ms} ms` },
      lines: own.map(({ group, points }) => ({
        name: group,
        points: points.map(({ at, p95Ms: value }) => ({ at, value })),
      })),
    },
    {
      title: `${service}, ${what}: answers that are 5xx`,
      unit: "%",
      limit: { at: errorPercent, says: `objective: ${errorPercent} %` },
      lines: own.map(({ group, points }) => ({
        name: group,
        points: points.map(({ at, asked, failed }) => ({
          at,
          value: asked === 0 ? null : (100 * failed) / asked,
        })),
      })),
    },
  ]);
}

/** The chart of a trial under load, second by second. */
export function loadCharts(content: unknown, record: EvidenceRecord, { p95Ms }: Limits): readonly Chart[] {
  const read = loaded.safeParse(content);
  if (!read.success || read.data.seconds.length === 0) return [];
  const began = Date.parse(record.began);
  const points = (value: (one: z.infer<typeof loaded>["seconds"][number]) => number | null): Line["points"] =>
    read.data.seconds.map((one) => ({
      at: new Date(began + one.second * 1000).toISOString(),
      value: value(one),
    }));
  return [
    {
      title: `${record.kind} of ${read.data.rate} requests a second: 95 % of answers`,
      unit: "ms",
      limit: { at: p95Ms, says: `objective: ${p95Ms} ms` },
      lines: [{ name: "p95", points: points(({ p95Ms: value }) => value) }],
    },
  ];
}
