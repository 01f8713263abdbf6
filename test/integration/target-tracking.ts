import { z } from "zod";
import { evaluate } from "../../policy/alarms/metric-math.ts";

const dimensions = z.array(z.object({ name: z.string(), value: z.string() }));
const metric = z.object({ namespace: z.string(), metricName: z.string(), dimensions });
const specification = z.union([
  metric,
  z.object({
    metrics: z.array(
      z.object({
        id: z.string(),
        metricStat: z.object({ metric }).optional(),
        expression: z.string().optional(),
        returnData: z.boolean(),
      }),
    ),
  }),
]);

/** A policy as the program registers it; whatever is unknown or missing makes it none. */
export const policy = z.object({
  name: z.string(),
  policyType: z.literal("TargetTrackingScaling"),
  targetTrackingScalingPolicyConfiguration: z.object({
    customizedMetricSpecification: specification,
    targetValue: z.number().positive(),
    disableScaleIn: z.boolean().default(false),
    scaleOutCooldown: z.number(),
    scaleInCooldown: z.number(),
  }),
});
export type Policy = z.infer<typeof policy>;
export type Metric = z.infer<typeof metric>;

/** What a metric was in the minute that ended; undefined where nothing was published. */
export type Reading = (metric: Metric) => number | undefined;

/**
 * What Application Auto Scaling decides, a minute at a time, as "How target tracking scaling works" and "Multiple scaling
 * policies" describe it. What AWS does not document is taken at its hardest for a queue: scaling in goes all the way at once.
 */
export class TargetTracking {
  /** The number of tasks that should run. */
  desired: number;
  readonly #bounds: { readonly min: number; readonly max: number };
  readonly #tracked: readonly Tracked[];
  #minute = 0;
  #scaledIn = Number.NEGATIVE_INFINITY;

  constructor(bounds: { readonly min: number; readonly max: number }, policies: readonly Policy[]) {
    this.#bounds = bounds;
    this.#tracked = policies.map((one) => new Tracked(one));
    this.desired = bounds.min;
  }

  /** Takes in what was published in the minute that ended, and decides. */
  decide(read: Reading): number {
    this.#minute += 1;
    for (const one of this.#tracked) one.take(read);
    const out = this.#tracked.filter((one) => one.isHigh);
    // Out where any policy says so; in only where all do that may.
    const wanted = out.length > 0 ? this.#largerOf(out) : this.#smallerOf(this.#tracked);
    this.desired = Math.min(Math.max(wanted, this.#bounds.min), this.#bounds.max);
    return this.desired;
  }

  #largerOf(out: readonly Tracked[]): number {
    const wanted = out.map((one) => one.larger(this.desired, this.#minute, this.#bounds.max));
    return Math.max(this.desired, ...wanted);
  }

  #smallerOf(tracked: readonly Tracked[]): number {
    const may = tracked.filter((one) => !one.disableScaleIn);
    const cooldown = Math.max(...may.map((one) => one.scaleInCooldown)) / 60;
    if (may.length === 0 || !may.every((one) => one.isLow) || this.#minute - this.#scaledIn < cooldown)
      return this.desired;
    const wanted = Math.max(...may.map((one) => one.proportional(this.desired)));
    if (wanted >= this.desired) return this.desired;
    this.#scaledIn = this.#minute;
    return wanted;
  }
}

/** The alarms that AWS makes of a policy: three minutes above the target, fifteen more than a tenth below it. */
class Tracked {
  readonly disableScaleIn: boolean;
  readonly scaleInCooldown: number;
  readonly #configuration: Policy["targetTrackingScalingPolicyConfiguration"];
  readonly #values: (number | undefined)[] = [];
  #before = { capacity: 0, at: Number.NEGATIVE_INFINITY };

  constructor({ targetTrackingScalingPolicyConfiguration }: Policy) {
    this.#configuration = targetTrackingScalingPolicyConfiguration;
    this.disableScaleIn = this.#configuration.disableScaleIn;
    this.scaleInCooldown = this.#configuration.scaleInCooldown;
  }

  take(read: Reading): void {
    this.#values.push(worth(this.#configuration.customizedMetricSpecification, read));
  }

  get isHigh(): boolean {
    return this.#last(3, (value) => value > this.#configuration.targetValue);
  }

  get isLow(): boolean {
    return this.#last(15, (value) => value < 0.9 * this.#configuration.targetValue);
  }

  /** Rounded so that too much is added, or too little taken away. */
  proportional(capacity: number): number {
    return Math.ceil((capacity * (this.#values.at(-1) ?? 0)) / this.#configuration.targetValue);
  }

  /** While an addition cools down it counts as part of the next one. */
  larger(capacity: number, minute: number, max: number): number {
    const cooling = (minute - this.#before.at) * 60 < this.#configuration.scaleOutCooldown;
    const wanted = Math.min(this.proportional(cooling ? this.#before.capacity : capacity), max);
    if (wanted > capacity)
      this.#before = { capacity: cooling ? this.#before.capacity : capacity, at: minute };
    return wanted;
  }

  #last(minutes: number, holds: (value: number) => boolean): boolean {
    const last = this.#values.slice(-minutes);
    return last.length === minutes && last.every((value) => value !== undefined && holds(value));
  }
}

function worth(specified: z.infer<typeof specification>, read: Reading): number | undefined {
  if (!("metrics" in specified)) return read(specified);
  const { metrics } = specified;
  const returned = metrics.find(({ returnData }) => returnData);
  return evaluate(returned?.expression ?? "", (id) => {
    const named = metrics.find((one) => one.id === id)?.metricStat;
    return named && read(named.metric);
  });
}
