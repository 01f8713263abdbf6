/**
 * Lets each AWS service load when the program first names it: of 220, whose indexes `@pulumi/aws` reads at once, a
 * product uses 30. Imported for its effect, before anything that imports `@pulumi/aws`.
 */
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { postpone } from "./postponed.ts";

const entry = createRequire(import.meta.url).resolve("@pulumi/aws");
const folder = dirname(entry);

/** Their names are copied one by one into the package's own. */
const shared = ["types"];

postpone(
  createRequire(entry),
  readdirSync(folder)
    .filter((name) => !shared.includes(name))
    .map((name) => join(folder, name, "index.js"))
    .filter((file) => existsSync(file)),
);
