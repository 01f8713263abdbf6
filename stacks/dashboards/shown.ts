import type { Balancer } from "../../components/edge/balancer.ts";
import type { Widget } from "../../components/watch/dashboards/chart.ts";
import type { Firewalls } from "../firewall.ts";
import type { Pages } from "../frontend.ts";
import type { Inside } from "../inside.ts";
import type { Running } from "../services.ts";

/** What stands, and is looked at. */
export interface Shown {
  readonly inside: Inside;
  readonly balancer: Balancer;
  readonly firewall: Firewalls;
  readonly frontend: Pages | undefined;
  readonly running: Readonly<Record<string, Running>>;
  /** By their names. */
  readonly probes: readonly string[];
}

/** What belongs together on a page. */
export type Section = readonly Widget[];
