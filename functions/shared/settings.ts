import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Reads a function's settings, which the program puts beside its code; a mistake there is a mistake of the program. */
export function readSettings<T extends z.ZodType>(
  schema: T,
  folder: string = process.env.LAMBDA_TASK_ROOT ?? ".",
): z.infer<T> {
  const read = schema.safeParse(JSON.parse(readFileSync(join(folder, "settings.json"), "utf8")));
  if (read.success) return read.data;
  throw new Error(
    `settings.json does not describe what this function is to do:\n${z.prettifyError(read.error)}`,
  );
}
