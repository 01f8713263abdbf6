import type { Config } from "../schema.ts";
import type { Severity } from "../severities.ts";
import { type FloorLine, unless } from "./line.ts";

/** Who is paged, for what at the latest, and what must have been tried. The numbers are the go-live card's. */
export const launchFloor: readonly FloorLine[] = [
  {
    requirements: ["G15"],
    reads: ["oncall"],
    says: "page by at least two routes",
    below: (config) => unless(carrying(config, "page").length >= 2, "oncall", "routes"),
  },
  {
    requirements: ["G15"],
    reads: ["oncall"],
    says: "page by at least one https route: a mailbox wakes nobody",
    below: (config) =>
      unless(
        carrying(config, "page").some(({ kind }) => kind === "https"),
        "oncall",
        "routes",
      ),
  },
  {
    requirements: ["G15"],
    reads: ["oncall"],
    says: "have a route that carries tickets: what can wait must be read by somebody",
    below: (config) => unless(carrying(config, "ticket").length >= 1, "oncall", "routes"),
  },
  {
    requirements: ["G15"],
    reads: ["budget"],
    says: "say what a month may cost, so that somebody hears of more",
    below: (config) => unless(config.budget !== undefined, "budget"),
  },
  ...(
    [
      ["p95Ms", 250, "K07"],
      ["p95Minutes", 5, "K07"],
      ["errorPercent", 0.5, "K08"],
      ["errorMinutes", 2, "K08"],
      ["authFailuresPerMinute", 100, "K09"],
      ["connectionsPercent", 80, "K11"],
      ["slowQueryMs", 1000, "K12"],
      ["p99Ms", 500, "K23"],
    ] as const
  ).map(
    ([name, most, requirement]): FloorLine => ({
      requirements: [requirement],
      reads: ["slo"],
      says: `page no later than the go-live card: ${name} at most ${most}`,
      below: ({ slo }) => unless(slo[name] <= most, "slo", name),
    }),
  ),
  {
    requirements: ["K23"],
    reads: ["slo"],
    says: "promise at least 99.9 % availability",
    below: ({ slo }) => unless(slo.availabilityPercent >= 99.9, "slo", "availabilityPercent"),
  },
  {
    requirements: ["G18", "K25"],
    reads: ["launch"],
    says: "name at least one person whose GO opens it, with their public key",
    below: ({ launch }) => unless(launch.approvers.length >= 1, "launch", "approvers"),
  },
];

const carrying = ({ oncall }: Config, severity: Severity) =>
  oncall.routes.filter(({ carries }) => carries.includes(severity));
