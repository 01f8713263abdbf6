import { type FloorLine, unless } from "./line.ts";

/** What is asked from outside. */
export const probesFloor: readonly FloorLine[] = [
  {
    requirements: ["K10", "K22"],
    reads: ["probes", "services"],
    says: "probe, of every API, at least one operation that needs a token",
    below: ({ probes, services }) =>
      Object.entries(services).some(
        ([id, { kind }]) => kind === "api" && !probes.protected.some(({ service }) => service === id),
      )
        ? [["probes", "protected"]]
        : [],
  },
  {
    requirements: ["G13"],
    reads: ["probes"],
    says: "say what a tenant must not see of another, or why there is only one (`probes.tenants`)",
    below: ({ probes }) => unless(probes.tenants !== undefined, "probes", "tenants"),
  },
  {
    requirements: ["P14", "K10"],
    reads: ["probes"],
    says: "probe every 5 minutes or more often",
    below: ({ probes }) => unless(probes.everyMinutes <= 5, "probes", "everyMinutes"),
  },
  {
    requirements: ["C16"],
    reads: ["slo"],
    says: "call a page slow after three seconds: loadMs at most 3000",
    below: ({ slo }) => unless(slo.loadMs <= 3000, "slo", "loadMs"),
  },
];
