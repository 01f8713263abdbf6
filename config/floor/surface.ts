import type { Config } from "../schema.ts";
import type { FloorLine } from "./line.ts";

const lacking = (config: Config, word: "document" | "released" | "codeRoutes") =>
  Object.entries(config.services).flatMap(([id, one]) =>
    one.kind === "api" && one.surface[word] === undefined ? [["services", id, "surface", word]] : [],
  );

/** What an API promises, and what it serves, is written down, so that the gate can compare them. */
export const surfaceFloor: readonly FloorLine[] = [
  {
    requirements: ["K02", "K26"],
    reads: ["services"],
    says: "name the OpenAPI document of each API: surface.document",
    below: (config) => lacking(config, "document"),
  },
  {
    requirements: ["K26"],
    reads: ["services"],
    says: "name the document of the live release, to which a release only adds: surface.released",
    below: (config) => lacking(config, "released"),
  },
  {
    requirements: ["K02"],
    reads: ["services"],
    says: "name the list of what the code serves: surface.codeRoutes",
    below: (config) => lacking(config, "codeRoutes"),
  },
];
