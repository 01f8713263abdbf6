import type { Firewall } from "../../../config/shape/edge.ts";

/** Paths of one host. */
export interface Paths {
  readonly host: string;
  /** As a listener rule compares them. */
  readonly routes: readonly string[];
}

/** Pages that everybody may see: a host's paths but those of an API of the same host. */
export interface Pages extends Paths {
  readonly except: readonly string[];
}

export interface Operation {
  readonly host: string;
  readonly method: string;
  /** As OpenAPI writes it. */
  readonly path: string;
}

/** What may be called without a credential; all else of an API needs one. */
export interface Open {
  readonly operations: readonly Operation[];
  /** Asked by GET and HEAD. */
  readonly health: readonly Paths[];
  readonly pages: readonly Pages[];
  /** Origins whose pages may call. */
  readonly origins: readonly string[];
}

/** A path that is closed on purpose (K14). */
export interface Demoted {
  readonly host: string;
  readonly path: string;
  readonly answer: "credential" | "unavailable" | "unavailable-page";
}

/** What one firewall refuses, as plain facts. */
export interface FirewallSettings
  extends Pick<Firewall, "perMinute" | "bodyKiB" | "uploads" | "credentials"> {
  /** How much of a body WAF sees, bytes: fixed for a balancer ("Managing body inspection size limits", WAF guide). */
  readonly inspectedBytes: 8192 | 16384;
  readonly countOnly: readonly Firewall["countOnly"][number]["rule"][];
  /** Hosts that the CDN asks, and the name by which its visitors come. */
  readonly behindCdn: { readonly hosts: readonly string[]; readonly visited: string } | undefined;
  /** Requests of one address in a minute, whoever it is: one of the CDN's speaks for many visitors. */
  readonly ceiling: number;
  /** What is served to browsers alone: pages of these hosts, or everything but some paths. */
  readonly bots: { readonly pages: readonly Pages[] } | { readonly except: readonly string[] } | undefined;
  /** Undefined where what stands behind it asks for itself. */
  readonly open: Open | undefined;
  readonly demoted: readonly Demoted[];
  /** While the surface is frozen: the paths that a credential opens, or all where there is none (K15). */
  readonly frozen: { readonly protected: readonly Paths[] } | undefined;
  /** What the user agent of our own probes says: they are no browser, and no bot either. */
  readonly probeAgent: string;
  /** Origins whose pages may read an answer of the firewall's. */
  readonly readers: readonly string[];
}
