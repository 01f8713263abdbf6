import type { Path } from "../../../config/finding.ts";
import type { Position } from "../../../config/mistakes.ts";
import { readYaml } from "../../../config/reading/yaml-file.ts";
import { nameOf } from "../../program/urn.ts";
import type { Finding } from "../../types.ts";

const platform: Path = ["config", "golive:platform"];

/** Sections whose entries give their names to resources: `cache-queue-group` comes of `caches.queue`. */
const named: Readonly<Record<string, string>> = {
  bucket: "buckets",
  cache: "caches",
  cron: "crons",
  task: "tasks",
  balancer: "services",
  secrets: "secrets",
  alarms: "services",
  probe: "services",
};

/** Sections by the first word of a resource's name. */
const sections: Readonly<Record<string, string>> = {
  network: "network",
  balancer: "services",
  certificate: "domain",
  firewall: "firewall",
  cdn: "frontend",
  site: "frontend",
  rum: "frontend",
  email: "email",
  database: "database",
  cache: "caches",
  vitals: "database",
  backups: "backups",
  backup: "backups",
  restore: "backups",
  secrets: "secrets",
  values: "secrets",
  oncall: "oncall",
  alarms: "slo",
  probe: "probes",
  probes: "probes",
  pages: "probes",
  tenants: "probes",
  telemetry: "telemetry",
  budget: "budget",
  providers: "providers",
  pipeline: "pipeline",
  migration: "release",
  delivery: "services",
  smoke: "services",
};

/** Where in its stack file that stands which a finding is about: as exactly as names tell, else the platform's first line. */
export function placesIn(text: string): (finding: Finding) => Position | undefined {
  const yaml = readYaml(text);
  if ("findings" in yaml) return () => undefined;
  const written = keysBelow(yaml.value, platform);
  return ({ resource }) =>
    yaml.position([...platform, ...pathOf(resource, written)]) ?? yaml.position(platform);
}

type Written = Readonly<Record<string, readonly string[]>>;

function pathOf(resource: string, written: Written): Path {
  if (!resource.startsWith("urn:")) return resource.split(" ")[0]?.split(".") ?? []; // `services.api GET /x`, `breakers.rate`
  const name = nameOf(resource);
  const [first = "", ...rest] = name.split("-");
  const entry = (section: string, of: string) =>
    [...(written[section] ?? [])]
      .sort((a, b) => b.length - a.length)
      .find((id) => of === id || of.startsWith(`${id}-`));
  const service = entry("services", name);
  if (service) return ["services", service];
  const section = named[first];
  const inside = section && entry(section, rest.join("-"));
  if (section && inside) return [section, inside];
  const whole = sections[first];
  return whole && Object.hasOwn(written, whole) ? [whole] : [];
}

/** The sections that a stack file has, and the keys of each. */
function keysBelow(value: unknown, path: Path): Written {
  const platform = path.reduce<unknown>(
    (at, key) => (isMapping(at) ? Reflect.get(at, key) : undefined),
    value,
  );
  if (!isMapping(platform)) return {};
  return Object.fromEntries(
    Object.entries(platform).map(([key, inside]) => [key, isMapping(inside) ? Object.keys(inside) : []]),
  );
}

const isMapping = (value: unknown): value is object =>
  value !== null && typeof value === "object" && !Array.isArray(value);
