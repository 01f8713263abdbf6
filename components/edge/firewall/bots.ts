import { crooked, routeForm } from "./forms.ts";
import { fromCdn } from "./from-cdn.ts";
import type { FirewallSettings } from "./settings.ts";
import { all, any, contains, header, matches, not, path, type Statement } from "./statement.ts";
import { anyOf, shown } from "./surface.ts";

/**
 * Which requests are judged by whether a browser sends them: those for pages. Clients of an API need be none, our own
 * probes are none, and what the CDN asks for has been judged before the CDN, by who asked there.
 */
export function judgedAsBots(settings: FirewallSettings): Statement | undefined {
  const { bots, probeAgent } = settings;
  if (!bots) return undefined;
  const pages = "pages" in bots ? any(bots.pages.map(shown)) : undefined;
  if ("pages" in bots && !pages) return undefined;
  const passed = fromCdn(settings);
  const calls = "except" in bots ? anyOf(bots.except.map(routeForm)) : undefined;
  return all(
    not(contains(header("user-agent"), probeAgent)),
    ...(pages ? [pages] : []),
    ...(calls ? [not(all(calls, not(matches(path, crooked))))] : []),
    ...(passed ? [not(passed)] : []),
  );
}
