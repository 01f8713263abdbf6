import type { FirewallSettings } from "./settings.ts";
import { all, any, equals, header, host, not, present, type Statement, sentFrom } from "./statement.ts";

/**
 * The networks that CloudFront asks origins from: Amazon's own, and that of its oldest region, where some of
 * CloudFront's regional caches have their addresses ("CLOUDFRONT_ORIGIN_FACING" in AWS's ip-ranges.json).
 */
const amazon = [16509, 14618];

/** By which name the visitor came: the CDN writes it over whatever the visitor wrote. */
const visitedName = header("x-forwarded-host");

type Behind = Pick<FirewallSettings, "behindCdn">;

/**
 * What the CDN asks for, all of which its own firewall has judged. Where a request comes from, nobody can forge; who has
 * servers at Amazon can say the rest, and a service can be put behind any distribution, so this opens no door: it
 * exempts from what counts one visitor and looks at one browser.
 */
export function fromCdn({ behindCdn }: Behind): Statement | undefined {
  const asked = behindCdn && any(behindCdn.hosts.map(host));
  return behindCdn && asked && all(asked, sentFrom(amazon), equals(visitedName, behindCdn.visited));
}

/** Says that visitors came by a name that is not the CDN's: links in pages and mails would lead there. */
export function forgedHost({ behindCdn }: Behind): Statement | undefined {
  const asked = behindCdn && any(behindCdn.hosts.map(host));
  return behindCdn && asked && all(asked, present(visitedName), not(equals(visitedName, behindCdn.visited)));
}
