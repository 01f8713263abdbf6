import { fromCdn } from "./from-cdn.ts";
import type { RuleName } from "./rule.ts";
import type { FirewallSettings } from "./settings.ts";
import { not, rateKey, type Statement } from "./statement.ts";

const window = { EvaluationWindowSec: 60 } as const;

/**
 * How much one address and one credential may ask for in a minute (C06). The CDN's firewall has counted its visitors by
 * their own addresses, and only it knows these: of the header that names them, WAF reads the first address alone, which
 * the visitor writes ("ForwardedIPConfig", WAF API reference). The CDN's addresses, and whoever at Amazon passes for
 * them, have a ceiling of their own.
 */
export function rates(settings: FirewallSettings): Readonly<Partial<Record<RuleName, Statement>>> {
  const { perMinute, ceiling, credentials } = settings;
  const [first] = credentials;
  const passed = fromCdn(settings);
  const byAddress = { ...window, AggregateKeyType: "IP" } as const;
  return {
    "address-rate": {
      RateBasedStatement: {
        ...byAddress,
        Limit: perMinute.address,
        ...(passed && { ScopeDownStatement: not(passed) }),
      },
    },
    ...(passed && { "address-ceiling": { RateBasedStatement: { ...byAddress, Limit: ceiling } } }),
    ...(first && {
      "credential-rate": {
        RateBasedStatement: {
          ...window,
          Limit: perMinute.credential,
          AggregateKeyType: "CUSTOM_KEYS" as const,
          CustomKeys: ["header" in first ? rateKey("Header", first.header) : rateKey("Cookie", first.cookie)],
        },
      },
    }),
  };
}
