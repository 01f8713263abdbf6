import type { Config } from "../../config/schema.ts";

/** The account of an image registry, in an image's name or in an ARN: one release is promoted from one registry. */
const registry = /\b\d{12}(?=\.dkr\.ecr\.)|(?<=:ecr:[a-z0-9-]*:)\d{12}/g;

/** A function that takes one stack's own words out of any value: what is left can be compared with another stack's. */
export function neutral(config: Config): (value: unknown) => unknown {
  const [network = ""] = /^\d+\.\d+\./.exec(config.network.cidr) ?? [];
  const words: readonly (readonly [string, string])[] = [
    [`${config.product}-${config.environment}`, "<product>-<environment>"],
    // Where AWS takes no hyphen.
    [`${config.product}-${config.environment}`.replaceAll("-", "_"), "<product>_<environment>"],
    [`environment:${config.environment}`, "environment:<environment>"],
    [config.oncall.runbook, "<runbook>"],
    [config.domain.zoneId, "<zone id>"],
    [config.domain.zone, "<zone>"],
    [config.account, "<account>"],
    [network, "<network>."],
  ];
  const text = (value: string): string =>
    value === config.environment
      ? "<environment>"
      : words.reduce(
          (said, [own, common]) => said.replaceAll(own, common),
          value.replaceAll(registry, "<registry>"),
        );
  const any = (value: unknown): unknown => {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map(any);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [text(key), any(part)]));
  };
  return any;
}
