import { leaksOf } from "./leaks.ts";
import type { Config } from "./schema.ts";
import type { SmokeStep } from "./shape/trials.ts";
import { isSecretName, textsIn, wordsIn } from "./words.ts";

/** The secrets that trials and probes send from outside: whoever tries the product reads these, and no others (G07). */
export const trialSecrets = (config: Pick<Config, "probes" | "trials">): readonly string[] => {
  const { smoke, load } = config.trials;
  const names = [
    ...smoke.flatMap(inStep),
    ...load.flatMap(({ as }) => as ?? []),
    ...leaksOf(config).map(({ as }) => as),
  ];
  return [...new Set(names)].filter(isSecretName).sort();
};

const inStep = ({ path, as, headers, json, form }: SmokeStep): readonly string[] => [
  ...(as === undefined ? [] : [as]),
  ...textsIn([path, headers, json, form]).flatMap(wordsIn),
];
