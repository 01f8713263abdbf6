import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const about = readFileSync(join(import.meta.dirname, "../package.json"), "utf8");

/** golive's own, as records carry it. */
export const { version } = z.object({ version: z.string() }).parse(JSON.parse(about));
