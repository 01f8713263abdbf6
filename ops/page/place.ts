import type { OnCallRoute } from "../../config/shape/people.ts";

/** Where a route ends, in words: of a pager's address only the host, as the rest of it may be what lets in. */
export function placeOf(route: OnCallRoute): string {
  if (route.kind === "https") return `pager at ${new URL(route.url).host}`;
  return route.kind === "email" ? route.address : `Slack channel ${route.channel}`;
}
