import type { Asked } from "./plan.ts";

/** Requests that are sent one after another at an even pace, by a few connections of their own. */
export interface Lane {
  readonly origin: string;
  /** Requests a second. */
  readonly rate: number;
  readonly connections: number;
  readonly asked: readonly Asked[];
  /** Milliseconds after the others have begun. */
  readonly startsAfter: number;
}

/** So many a second: a tick of the generator is a second long, and all that it asks at once would be a burst. */
const mostLanes = 20;
/** Sockets in all. */
const mostConnections = 500;

/** Spreads the rate over the addresses by their weights, and over the second. */
export function lanesOf(asked: readonly Asked[], rate: number): readonly Lane[] {
  const origins = [...Map.groupBy(asked, ({ origin }) => origin)];
  const weights = origins.map(([, paths]) => paths.reduce((sum, { weight }) => sum + weight, 0));
  const rates = shares(Math.max(rate, origins.length), weights);
  return origins.flatMap(([origin, paths], at) => {
    const whole = rates[at] ?? 1;
    const count = Math.min(whole, Math.max(1, Math.floor(mostLanes / origins.length)));
    const sequence = weighted(paths);
    return shares(
      whole,
      Array.from({ length: count }, () => 1),
    ).map((own, lane) => ({
      origin,
      rate: own,
      connections: Math.max(1, Math.min(own, Math.floor((own * mostConnections) / rate))),
      asked: turned(sequence, lane),
      startsAfter: Math.round((1000 * lane) / count),
    }));
  });
}

/** Whole numbers, each at least one, that sum up to the whole and stand to each other as the weights do. */
export function shares(whole: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const given = weights.map((weight) => Math.max(1, Math.floor((whole * weight) / sum)));
  for (let left = whole - given.reduce((a, b) => a + b, 0), at = 0; left > 0; left--, at++)
    given[at % given.length] = (given[at % given.length] ?? 0) + 1;
  return given;
}

/** Each as often as its weight says, mixed. */
function weighted(paths: readonly Asked[]): readonly Asked[] {
  const most = Math.max(...paths.map(({ weight }) => weight));
  return Array.from({ length: most }, (_, round) => paths.filter(({ weight }) => weight > round)).flat();
}

/** Lanes do not all begin with the same path. */
const turned = <T>(all: readonly T[], by: number): readonly T[] => {
  const at = by % all.length;
  return [...all.slice(at), ...all.slice(0, at)];
};
