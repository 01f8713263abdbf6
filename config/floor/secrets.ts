import { type FloorLine, unless } from "./line.ts";

/** How old a credential may become. */
export const secretsFloor: readonly FloorLine[] = [
  {
    requirements: ["G08"],
    reads: ["secrets"],
    says: "rotate a credential at least every 90 days",
    below: ({ secrets }) =>
      Object.entries(secrets).flatMap(([name, source]) =>
        unless(source.from === "provided" || source.rotationDays <= 90, "secrets", name, "rotationDays"),
      ),
  },
  {
    requirements: ["W07", "G07"],
    reads: ["secrets"],
    says: "ask for a new value of what people bring at least every 365 days",
    below: ({ secrets }) =>
      Object.entries(secrets).flatMap(([name, source]) =>
        unless(source.from !== "provided" || source.maxAgeDays <= 365, "secrets", name, "maxAgeDays"),
      ),
  },
];
