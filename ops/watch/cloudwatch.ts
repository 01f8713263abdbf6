import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { servedServices } from "../../config/served.ts";
import { describedAlarms } from "../alarms/ask.ts";
import { alarmsReport, isBad } from "../alarms.ts";
import { colours } from "../names.ts";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";
import { gaugesOf } from "./gauges.ts";
import { type Ask, asking, type Metric, type Series } from "./metrics.ts";
import type { Gauge, Group, Point, Reading, Source } from "./reading.ts";

interface Found {
  readonly service: string;
  readonly group: Group["group"];
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The balancer's numbers of a minute are complete about two minutes later. */
export const lateMs = 120_000;

/** What a stack's balancer, tasks, database and queues say of themselves, and its alarms. */
export class CloudWatchNumbers implements Source {
  readonly from = "CloudWatch";
  readonly lagMs = lateMs;
  readonly #target: Target;
  readonly #session: Session;
  readonly #ask: Ask;
  readonly #groups: readonly Found[];

  private constructor(target: Target, session: Session, ask: Ask, groups: readonly Found[]) {
    this.#target = target;
    this.#session = session;
    this.#ask = ask;
    this.#groups = groups;
  }

  static async of(
    target: Target,
    session: Session,
    ask = asking(target, session),
  ): Promise<CloudWatchNumbers> {
    return new CloudWatchNumbers(target, session, ask, await groupsOf(target, session));
  }

  async read(from: Date, to: Date): Promise<Reading> {
    const period = to.getTime() - from.getTime() > 3 * 3_600_000 ? 300 : 60;
    const [groups, gauges, report] = await Promise.all([
      this.#served(from, to, period),
      this.#gauges(from, to, period),
      alarmsReport(this.#target, this.#session),
    ]);
    const red = report.alarms.filter((one) => one.state === "ALARM" && isBad(one));
    return {
      ...{ groups, gauges },
      red: red.map(({ name, tells }) => ({ name, pages: tells === "page" })),
    };
  }

  stop(): void {}

  async #served(from: Date, to: Date, period: number): Promise<readonly Group[]> {
    const { p95Ms, p99Ms } = this.#target.config.slo;
    const metrics = this.#groups.flatMap(({ group, dimensions }) => {
      const of = (name: string, stat: string): Metric => ({ namespace: elb, name, dimensions, stat });
      const counts = [of("RequestCount", "Sum"), of(failures[group === "balancer" ? 1 : 0], "Sum")];
      const times = [`PR(:${p95Ms / 1000})`, `PR(:${p99Ms / 1000})`, "p95"];
      return group === "balancer"
        ? counts
        : [
            ...counts,
            of("TargetConnectionErrorCount", "Sum"),
            ...times.map((stat) => of("TargetResponseTime", stat)),
          ];
    });
    const series = (await this.#ask(metrics, from, to, period))[Symbol.iterator]();
    const next = (): Series => series.next().value ?? new Map();
    return this.#groups.map(({ service, group }) => {
      const [asked, failed] = [next(), next()];
      if (group === "balancer") return { service, group, points: pointsOf(asked, failed) };
      return { service, group, points: pointsOf(asked, failed, next(), next(), next(), next()) };
    });
  }

  async #gauges(from: Date, to: Date, period: number): Promise<readonly Gauge[]> {
    const named = gaugesOf(this.#target);
    const series = await this.#ask(
      named.map(({ metric }) => metric),
      ...([from, to, period] as const),
    );
    return named.map(({ metric: _, scale, ...gauge }, at) => {
      const values = [...(series[at] ?? new Map<string, number>()).entries()]
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([, value]) => value * scale);
      const average = values.length === 0 ? null : rounded(values.reduce((a, b) => a + b, 0) / values.length);
      return { ...gauge, average, latest: values.length === 0 ? null : rounded(values.at(-1) ?? 0) };
    });
  }
}

const elb = "AWS/ApplicationELB";
const failures = ["HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"] as const;
const none: Series = new Map();

function pointsOf(
  asked: Series,
  failed: Series,
  lost: Series = none,
  within95: Series = none,
  within99: Series = none,
  p95: Series = none,
): readonly Point[] {
  const times = [...new Set([...asked.keys(), ...failed.keys(), ...lost.keys()])].toSorted();
  return times.map((at) => {
    const seconds = p95.get(at);
    return {
      at,
      asked: asked.get(at) ?? 0,
      failed: (failed.get(at) ?? 0) + (lost.get(at) ?? 0),
      p95Ms: seconds === undefined ? null : rounded(seconds * 1000),
      within95: within95.get(at) ?? null,
      within99: within99.get(at) ?? null,
    };
  });
}

/** The balancer's names hold random letters: the alarms on what users feel look at just these groups. */
async function groupsOf(target: Target, session: Session): Promise<readonly Found[]> {
  const wanted = servedServices(target.config).flatMap(([service]) =>
    colours.map((group) => ({ service, group, alarm: `${target.prefix}-${service}-${group}-slow-answers` })),
  );
  if (wanted.length === 0) return [];
  const client = new CloudWatchClient({ region: target.config.region, ...bounded(30) });
  const alarms = await describedAlarms(client, session, "cloudwatch:DescribeAlarms", {
    AlarmNames: wanted.map(({ alarm }) => alarm),
  });
  const groups = wanted.flatMap(({ service, group, alarm }): readonly Found[] => {
    const found = alarms.find(({ AlarmName }) => AlarmName === alarm);
    const listed = found && "Dimensions" in found ? (found.Dimensions ?? []) : [];
    const dimensions = Object.fromEntries(
      listed.flatMap(({ Name, Value }) => (Name && Value ? [[Name, Value]] : [])),
    );
    return "TargetGroup" in dimensions ? [{ service, group, dimensions }] : [];
  });
  const balancers = [...new Set(groups.flatMap(({ dimensions }) => dimensions.LoadBalancer ?? []))];
  return [
    ...groups,
    ...balancers.map(
      (LoadBalancer): Found => ({
        ...{ service: "balancer", group: "balancer" },
        dimensions: { LoadBalancer },
      }),
    ),
  ];
}

const rounded = (value: number): number => Number(value.toFixed(2));
