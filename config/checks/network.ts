import type { Finding, Path } from "../finding.ts";
import type { Image } from "../shape/services.ts";
import { check, repeated } from "./check.ts";

/** The zones are of the region, and each is named once: two equal zones are one point of failure (G05). */
export const zones = check(["network", "region"], ({ network, region }) => [
  ...network.zones.flatMap((zone, index) =>
    zone.slice(0, -1) === region
      ? []
      : [
          {
            path: ["network", "zones", index],
            found: `"${zone}"`,
            allowed: `a zone of ${region}, e.g. ${region}a`,
          },
        ],
  ),
  ...repeated(network.zones).map(({ index, value }) => ({
    path: ["network", "zones", index],
    found: `"${value}" for the second time`,
    allowed: "each zone once",
  })),
]);

export const endpoints = check(["network"], ({ network }) =>
  repeated(network.interfaceEndpoints).map(({ index, value }) => ({
    path: ["network", "interfaceEndpoints", index],
    found: `"${value}" for the second time`,
    allowed: "each endpoint once",
  })),
);

const registry = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?\//;

/** An image is pulled from the platform's own region: a start of a task must not wait for another region (C08). */
export const imageRegion = check(["services", "region"], ({ services, region }) =>
  Object.entries(services).flatMap(([id, { image }]) =>
    registryElsewhere(image, region, ["services", id, "image"]),
  ),
);

/** What is wrong where an image is to be pulled from another region. */
export const registryElsewhere = (image: Image, region: string, path: Path): readonly Finding[] =>
  Object.entries(image).flatMap(([form, reference]) => {
    const there = typeof reference === "string" ? registry.exec(reference)?.[2] : undefined;
    return there === undefined || there === region
      ? []
      : [{ path: [...path, form], found: `a registry in ${there}`, allowed: `a registry in ${region}` }];
  });
