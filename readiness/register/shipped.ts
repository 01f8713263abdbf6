import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/** What ships with the project beside the program: the letters W and D of the register rest on it. */
export interface Shipped {
  /** Chapters of the documents: `docs/runbook.md#rollback`. */
  readonly chapters: readonly string[];
  /** By file, the commands that a workflow runs, jobs in the order in which they wait for one another. */
  readonly workflows: Readonly<Record<string, readonly string[]>>;
}

/** Reads the documents and workflows below a folder. */
export const shippedIn = (root: string): Shipped => ({
  chapters: filesIn(root, "docs", ".md").flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return [...text.matchAll(/^#{1,4} (.+)$/gm)].map(([, title = ""]) => `${file}#${anchor(title)}`);
  }),
  workflows: Object.fromEntries(
    filesIn(root, ".github/workflows", ".yml").map((file) => [
      file,
      commandsOf(readFileSync(join(root, file), "utf8")),
    ]),
  ),
});

/** As GitHub makes the address of a heading. */
const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");

function filesIn(root: string, folder: string, ending: string): string[] {
  try {
    return readdirSync(join(root, folder))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => `${folder}/${name}`);
  } catch {
    return []; // a project without the folder ships nothing: its rows are not proven
  }
}

const workflow = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      needs: z.union([z.string(), z.array(z.string())]).optional(),
      steps: z.array(z.object({ run: z.string().optional() })).default([]),
    }),
  ),
});

function commandsOf(text: string): readonly string[] {
  const { jobs } = workflow.parse(parse(text));
  const ordered: string[] = [];
  const visit = (name: string): void => {
    if (ordered.includes(name)) return;
    for (const before of [jobs[name]?.needs ?? []].flat()) visit(before);
    ordered.push(name);
  };
  for (const name of Object.keys(jobs)) visit(name);
  return ordered.flatMap((name) =>
    (jobs[name]?.steps ?? []).flatMap(({ run }) => (run ?? "").split("\n").map((line) => line.trim())),
  );
}
