import { askedOf, tokensOf } from "../load/plan.ts";
import { statusOf } from "../trial/asker.ts";
import type { Trial } from "../trial/trial.ts";
import type { Group, Point, Reading, Source } from "./reading.ts";

interface Answer {
  readonly at: number;
  readonly ok: boolean;
  readonly ms: number;
}

/** Where there is no CloudWatch: asks what the load test asks, once a second, and remembers. A rehearsal's eyes. */
export class AskedOurselves implements Source {
  readonly from = "asking once a second";
  readonly lagMs = 0;
  readonly #trial: Trial;
  readonly #answers = new Map<string, Answer[]>();
  readonly #asking: NodeJS.Timeout;
  readonly #pointMs: number;

  private constructor(
    trial: Trial,
    tokens: Readonly<Record<string, string>>,
    { everyMs, pointMs }: { readonly everyMs: number; readonly pointMs: number },
  ) {
    this.#trial = trial;
    this.#pointMs = pointMs;
    const all = askedOf(trial);
    this.#asking = setInterval(() => {
      for (const { service, origin, path, as } of all)
        void this.#ask(service, `${origin}${path}`, as === undefined ? undefined : tokens[as]);
    }, everyMs);
  }

  static async of(trial: Trial, { everyMs = 1000, pointMs = 60_000 } = {}): Promise<AskedOurselves> {
    return new AskedOurselves(trial, await tokensOf(trial, askedOf(trial)), { everyMs, pointMs });
  }

  async read(from: Date, to: Date): Promise<Reading> {
    const groups = [...this.#answers].map(([service, all]): Group => {
      const within = all.filter(({ at }) => at >= from.getTime() && at <= to.getTime());
      const periods = Map.groupBy(within, ({ at }) => Math.floor((at - from.getTime()) / this.#pointMs));
      const points = [...periods].map(([period, answers]) =>
        this.#point(new Date(from.getTime() + period * this.#pointMs), answers),
      );
      return { service, group: "asked", points: points.toSorted((a, b) => a.at.localeCompare(b.at)) };
    });
    return { groups, gauges: [], red: [] };
  }

  stop(): void {
    clearInterval(this.#asking);
  }

  async #ask(service: string, url: string, token: string | undefined): Promise<void> {
    const [at, began] = [Date.now(), performance.now()];
    const status = await statusOf(url, token === undefined ? {} : { authorization: `Bearer ${token}` });
    // Refusals count too: what is asked here is declared to answer.
    const answer = { at, ok: status !== undefined && status < 400, ms: performance.now() - began };
    const kept = this.#answers.get(service) ?? [];
    kept.push(answer);
    this.#answers.set(service, kept);
  }

  #point(at: Date, answers: readonly Answer[]): Point {
    const { p95Ms, p99Ms } = this.#trial.target.config.slo;
    const sorted = answers.map(({ ms }) => ms).toSorted((a, b) => a - b);
    const share = (limit: number) => (100 * sorted.filter((ms) => ms <= limit).length) / sorted.length;
    return {
      at: at.toISOString(),
      asked: answers.length,
      failed: answers.filter(({ ok }) => !ok).length,
      p95Ms: Math.round(sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0),
      within95: share(p95Ms),
      within99: share(p99Ms),
    };
  }
}
