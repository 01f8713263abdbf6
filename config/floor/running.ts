import type { Config } from "../schema.ts";
import { type FloorLine, unless } from "./line.ts";

const services = (config: Config) => Object.entries(config.services);

/** What runs: how many, from which image, and for whom. */
export const runningFloor: readonly FloorLine[] = [
  {
    requirements: ["P02", "C11"],
    reads: ["services"],
    says: "run at least two tasks of each service that answers requests",
    below: (config) =>
      services(config).flatMap(([id, one]) =>
        unless(!("host" in one) || one.scale.min >= 2, "services", id, "scale", "min"),
      ),
  },
  {
    requirements: ["C08", "P17"],
    reads: ["services"],
    says: "name each image by digest: a tag can move and a build is made anew",
    below: (config) =>
      services(config).flatMap(([id, { image }]) => unless("digest" in image, "services", id, "image")),
  },
  {
    requirements: ["C08"],
    reads: ["services"],
    says: "pull images from a private ECR registry, which scans them",
    below: (config) =>
      services(config).flatMap(([id, { image }]) =>
        unless(
          !("digest" in image) || /^\d{12}\.dkr\.ecr\./.test(image.digest),
          "services",
          id,
          "image",
          "digest",
        ),
      ),
  },
  {
    requirements: ["P06"],
    reads: ["services"],
    says: 'require authentication ("true") wherever it can be switched',
    below: (config) =>
      services(config).flatMap(([id, { env }]) =>
        unless((env.REQUIRE_AUTH ?? "true") === "true", "services", id, "env", "REQUIRE_AUTH"),
      ),
  },
];
