import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { againstFloor } from "./against-floor.ts";
import { deployment } from "./deployment.ts";
import { enginePreview } from "./engine-preview.ts";
import { growth } from "./growth.ts";
import { policy } from "./policy.ts";

interface Figure {
  readonly title: string;
  readonly measure: (root: string) => Promise<string>;
}

const figures: readonly Figure[] = [
  { title: "The gate against what nobody can avoid", measure: againstFloor },
  { title: "Many services", measure: growth },
  { title: "The policy pack", measure: policy },
  { title: "The real engine's preview, with and without the pack", measure: enginePreview },
  { title: "How long the first deployment waits", measure: deployment },
];

const root = join(import.meta.dirname, "..");

/**
 * Measures and prints every figure; `write` also records them. Nothing passes or fails here: a machine's mood is no
 * test, and a missed target is marked, not refused.
 */
export async function runBench({ write }: { readonly write: boolean }): Promise<0 | 3> {
  const parts = [heading()];
  process.stdout.write(parts.join(""));
  let failed = false;
  for (const { title, measure } of figures) {
    const text = await measure(root).catch((error: unknown) => {
      failed = true;
      return `not measured: ${error instanceof Error ? error.message : String(error)}\n`;
    });
    const part = `\n## ${title}\n\n${text.trimEnd()}\n`;
    process.stdout.write(part);
    parts.push(part);
  }
  if (write && !failed) writeFileSync(join(root, "docs/benchmarks.md"), parts.join(""));
  if (write && failed) process.stderr.write("docs/benchmarks.md is left as it was: a figure is missing\n");
  return failed ? 3 : 0;
}

function heading(): string {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const versions = ["@pulumi/pulumi", "@pulumi/aws", "@pulumi/policy"].map(
    (name) => `${name} ${dependencies[name]}`,
  );
  return [
    "# What it costs\n",
    "Written by `./golive bench --write`. Ratios of one run; every figure is a median, commands that are compared take turns.\n",
    `${new Date().toISOString().slice(0, 10)} · Node ${process.versions.node} · ${versions.join(" · ")} · ${availableParallelism()} cores, ${process.platform} ${process.arch}\n`,
  ].join("\n");
}
