import { type Answer, refusal } from "./answer.ts";
import type { Statement } from "./statement.ts";

/**
 * All the rules there are, in the order in which they are asked: what is closed, then who asks too much, then what costs
 * least to tell, and last what AWS bills by the request. Names and places stay as they are: metrics and logs use them.
 */
export const order = [
  "unavailable",
  "unavailable-page",
  "frozen",
  "address-rate",
  "address-ceiling",
  "credential-rate",
  "body-size",
  "forged-host",
  "origin",
  "credential",
  "reputation",
  "known-bad-inputs",
  "common",
  "sql",
  "bots",
] as const;
export type RuleName = (typeof order)[number];

/** A rule in the words of the API ("Rule", WAF API reference). */
export interface Rule {
  readonly Name: RuleName;
  readonly Priority: number;
  readonly Statement: Statement;
  readonly Action?: object;
  readonly OverrideAction?: object;
  readonly VisibilityConfig: {
    readonly CloudWatchMetricsEnabled: true;
    readonly SampledRequestsEnabled: true;
    readonly MetricName: string;
  };
}

interface Made {
  readonly name: RuleName;
  readonly statement: Statement;
  readonly prefix: string;
  readonly counts: boolean;
}

const base = ({ name, statement, prefix }: Made) => ({
  Name: name,
  Priority: (order.indexOf(name) + 1) * 10,
  Statement: statement,
  VisibilityConfig: {
    CloudWatchMetricsEnabled: true as const,
    SampledRequestsEnabled: true as const,
    MetricName: `${prefix}-${name}`,
  },
});

/** A rule of ours: refuses with an answer, or counts what it would refuse. */
export const refusing = (made: Made, answer: Answer, readers: readonly string[]): Rule => ({
  ...base(made),
  Action: made.counts ? { Count: {} } : refusal(answer, readers),
});

/** A rule group of AWS's, which has actions of its own. */
export const managed = (made: Made): Rule => ({
  ...base(made),
  OverrideAction: made.counts ? { Count: {} } : { None: {} },
});
