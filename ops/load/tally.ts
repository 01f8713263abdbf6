import { createHistogram } from "node:perf_hooks";

/** What one second of the trial was like. */
export interface Second {
  readonly second: number;
  readonly answered: number;
  readonly p95Ms: number | null;
  readonly failed5xx: number;
  readonly limited429: number;
  readonly otherNot2xx: number;
  readonly unanswered: number;
}

export interface Counted {
  readonly answered: number;
  readonly failed5xx: number;
  /** The firewall, or the product, says that this is too much. */
  readonly limited429: number;
  readonly otherNot2xx: number;
  /** Connections that broke, and requests without an answer in time. */
  readonly unanswered: number;
  readonly byStatus: Readonly<Record<string, number>>;
}

/** How long the slowest of a share of requests took. */
export interface Latency {
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/**
 * Counts answers and times. While a slow answer is waited for, requests that were due are not sent: each of them is
 * counted as it would have been waited for (coordinated omission; HdrHistogram's "expected interval"). The generator's
 * own correction takes every interval for a millisecond, which makes means of slow answers half of what they are.
 */
export class Tally {
  readonly #times = createHistogram();
  #sum = 0;
  #timed = 0;
  #count = nothing();
  readonly #statuses = new Map<number, number>();
  readonly #seconds: Second[] = [];
  #second = nothing();
  #ofSecond: number[] = [];

  answer(status: number, ms: number, dueEveryMs: number): void {
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
    for (const count of [this.#count, this.#second]) {
      count.answered++;
      if (status >= 500) count.failed5xx++;
      else if (status === 429) count.limited429++;
      else if (status < 200 || status > 299) count.otherNot2xx++;
    }
    this.#ofSecond.push(ms);
    this.#waited(ms, dueEveryMs);
  }

  /** Waited for in vain, for so long. */
  silence(ms: number, dueEveryMs: number): void {
    this.#count.unanswered++;
    this.#second.unanswered++;
    if (ms > 0) this.#waited(ms, dueEveryMs);
  }

  /** A second is over. */
  tick(): Second {
    const sorted = this.#ofSecond.toSorted((a, b) => a - b);
    const last: Second = {
      second: this.#seconds.length + 1,
      ...this.#second,
      p95Ms: rounded(sorted[Math.ceil(sorted.length * 0.95) - 1]),
    };
    this.#seconds.push(last);
    this.#second = nothing();
    this.#ofSecond = [];
    return last;
  }

  get seconds(): readonly Second[] {
    return this.#seconds;
  }

  get counted(): Counted {
    return { ...this.#count, byStatus: Object.fromEntries(this.#statuses) };
  }

  get latency(): Latency {
    const at = (percent: number) =>
      this.#timed === 0 ? 0 : (rounded(this.#times.percentile(percent) / 1000) ?? 0);
    return {
      meanMs: this.#timed === 0 ? 0 : (rounded(this.#sum / this.#timed) ?? 0),
      p50Ms: at(50),
      p95Ms: at(95),
      p99Ms: at(99),
      maxMs: this.#timed === 0 ? 0 : (rounded(this.#times.max / 1000) ?? 0),
    };
  }

  #waited(ms: number, dueEveryMs: number): void {
    this.#time(ms);
    for (let missed = ms - dueEveryMs; missed >= dueEveryMs; missed -= dueEveryMs) this.#time(missed);
  }

  #time(ms: number): void {
    this.#times.record(Math.max(1, Math.round(ms * 1000)));
    this.#sum += ms;
    this.#timed++;
  }
}

const nothing = () => ({ answered: 0, failed5xx: 0, limited429: 0, otherNot2xx: 0, unanswered: 0 });
const rounded = (ms: number | undefined): number | null => (ms === undefined ? null : Number(ms.toFixed(1)));
