import type { Holding } from "./holdings.ts";

/** What stands in a log, by whose it is: the first that its name matches. Where a line may name a person, it counts as personal. */
const logs: readonly (readonly [RegExp, Holding["dataClass"], string])[] = [
  [
    /\/function\/|\/states\//,
    "technical",
    "what the platform's own functions did: counts and outcomes, no contents",
  ],
  [/\/containerinsights\//, "technical", "measurements of the containers"],
  [/\/elasticache\/.*engine-log$/, "technical", "what the cache did"],
  [/\/elasticache\//, "personal", "slow commands, with the keys that they name"],
  [/^\/aws\/rds\//, "personal", "sessions and slow statements, which may name what they look for"],
  [/\/events\/email$/, "personal", "mail that did not arrive, with its addresses and subjects"],
  [/^aws-waf-logs-/, "personal", "what the balancer's firewall refused, with addresses of visitors"],
  [/flow-log$/, "personal", "who connected with whom, by address"],
  [/\/cluster\/sessions$/, "personal", "what people typed in a container"],
];

/** What a log group holds, by its name; the product's own logs hold whatever the product writes. */
export function logHolding(name: string): Holding {
  const [, dataClass, holds] = logs.find(([pattern]) => pattern.test(name)) ?? [
    undefined,
    "personal" as const,
    "what the product writes down",
  ];
  return { holds, dataClass };
}
