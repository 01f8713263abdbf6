import type { Config } from "../schema.ts";
import type { SmokeStep } from "../shape/trials.ts";
import type { FloorLine } from "./line.ts";

type Shown = SmokeStep["shows"];

/** A line of the floor: what of the product's use some declared step shows, where the product has it. */
const shows = (
  what: Shown,
  requirements: FloorLine["requirements"],
  says: string,
  needed: (config: Config) => boolean,
  reads: FloorLine["reads"] = [],
): FloorLine => ({
  requirements,
  reads: ["trials", ...reads],
  says,
  below: (config) =>
    needed(config) && !config.trials.smoke.some((step) => step.shows === what) ? [["trials", "smoke"]] : [],
});

const hasQueues = ({ services }: Config): boolean =>
  Object.values(services).some((service) => service.kind === "worker");

/** The product's own flow is tried step by step, as far as the product has it (G12). */
export const trialsFloor: readonly FloorLine[] = [
  shows(
    "login",
    ["G12", "P19"],
    "try a login in `trials.smoke`: something is protected",
    ({ probes }) => probes.protected.length > 0,
    ["probes"],
  ),
  shows("create", ["G12"], "try in `trials.smoke` to create something", () => true),
  shows("read", ["G12"], "try in `trials.smoke` to read something back", () => true),
  shows(
    "email",
    ["G12", "G04"],
    "try in `trials.smoke` what sends an e-mail",
    ({ email }) => email !== undefined,
    ["email"],
  ),
  shows(
    "upload",
    ["G12", "G03"],
    "try in `trials.smoke` what writes to a bucket",
    ({ buckets }) => Object.keys(buckets).length > 0,
    ["buckets"],
  ),
  shows("job", ["G12", "P04"], "try in `trials.smoke` what a worker does", hasQueues, ["services"]),
];
