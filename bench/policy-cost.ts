import { rules } from "../policy/rules.ts";
import { Analyzer } from "../readiness/evaluation/analyzer.ts";
import type { PackProcess } from "../readiness/evaluation/pack-process.ts";
import { aboutResource, aboutStack } from "../readiness/evaluation/questions.ts";
import type { Recording } from "../readiness/program/recording.ts";

/** What judging one stack costs, milliseconds, over the real protocol with the real pack. */
export interface PolicyCost {
  readonly rules: number;
  readonly resources: number;
  /** Pairs of a rule and a resource of a type that it is about. */
  readonly pairs: number;
  /** Until the pack answers, from nothing. */
  readonly start: number;
  /** The whole stack once, by a pack that has judged nothing yet, as in every gate and every preview. */
  readonly first: number;
  /** Once more, by a pack that is warm. */
  readonly again: number;
}

/** Judges a recorded stack several times, all resources at once and then the stack, as the gate does. */
export async function policyCost(
  recording: Recording,
  start: () => PackProcess,
  root: string,
): Promise<PolicyCost> {
  const begun = performance.now();
  const pack = start();
  const analyzer = new Analyzer(await pack.port, pack.died);
  const started = performance.now() - begun;
  const judge = async (): Promise<number> => {
    const from = performance.now();
    await Promise.all(
      [...recording.values()].map((one) => analyzer.ask(aboutResource(one, recording.get(one.provider)))),
    );
    await analyzer.ask(aboutStack(recording, root));
    return performance.now() - from;
  };
  try {
    const first = await judge();
    let again = first;
    for (let round = 0; round < 5; round++) again = Math.min(again, await judge());
    return {
      rules: rules.length,
      resources: recording.size,
      pairs: pairsIn(recording),
      start: started,
      first,
      again,
    };
  } finally {
    analyzer.close();
    pack.stop();
  }
}

function pairsIn(recording: Recording): number {
  const count = new Map<string, number>();
  for (const { type } of recording.values()) count.set(type, (count.get(type) ?? 0) + 1);
  return rules.flatMap(({ judges }) => judges).reduce((sum, type) => sum + (count.get(type) ?? 0), 0);
}
