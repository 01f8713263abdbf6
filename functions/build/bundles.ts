import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BuildFailure, build, formatMessages } from "esbuild";
import { builtFolder, type Manifest, sha256, sourcesHash } from "./sources.ts";

/** A function that cannot be built, with what esbuild says of it. */
export class BuildFailed extends Error {}

/**
 * Builds every function into one file, the AWS SDK among it: what runs is what was locked and tested. The same sources
 * give the same bytes, in whatever folder they lie.
 */
export async function buildFunctions(root: string): Promise<Manifest> {
  const sources = sourcesHash(root); // before the build: an edit while it runs leaves a manifest that is out of date
  const names = functionNames(root);
  const parts = await Promise.all(runtimes.map(({ runs, ...how }) => bundled(root, names.filter(runs), how)));
  const files = new Map(parts.flatMap((part) => [...part]));
  const into = builtFolder(root);
  for (const [file, content] of files) replace(join(into, file), content);

  const sizes = names.map((name) => {
    const content = files.get(`${name}/index.mjs`) ?? new Uint8Array();
    return [name, { sha256: sha256(content), bytes: content.length }] as const;
  });
  const manifest = { sources, functions: Object.fromEntries(sizes) };
  // Last: who finds another hash than a bundle has takes none of them.
  replace(join(into, "manifest.json"), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  for (const entry of readdirSync(into, { withFileTypes: true }))
    if (entry.isDirectory() && !names.includes(entry.name))
      rmSync(join(into, entry.name), { recursive: true });
  return manifest;
}

/** A folder with an `index.ts` is a function. */
const functionNames = (root: string): readonly string[] =>
  readdirSync(join(root, "functions"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, "functions", entry.name, "index.ts")))
    .map(({ name }) => name)
    .sort();

interface How {
  readonly target: string;
  /** What the runtime brings along. */
  readonly external: string[];
}

/** What runs the functions: Lambda's own Node, or the older one of CloudWatch Synthetics with its library. */
const runtimes: readonly (How & { runs(name: string): boolean })[] = [
  { runs: (name) => name !== "probes", target: "node24", external: [] },
  { runs: (name) => name === "probes", target: "node22", external: ["@aws/synthetics-playwright"] },
];

/** The bundles and their source maps, by path below the folder of what is built. */
async function bundled(
  root: string,
  names: readonly string[],
  { target, external }: How,
): Promise<ReadonlyMap<string, Uint8Array>> {
  if (names.length === 0) return new Map();
  const outdir = builtFolder(root);
  try {
    const { outputFiles, metafile } = await build({
      absWorkingDir: root,
      entryPoints: names.map((name) => ({ in: `functions/${name}/index.ts`, out: `${name}/index` })),
      outdir,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      platform: "node",
      target,
      external,
      format: "esm",
      mainFields: ["module", "main"],
      minify: true,
      legalComments: "none",
      sourcemap: true,
      sourcesContent: false,
      preserveSymlinks: true, // where node_modules is a link, its target's path is not to get into the bundle
      banner: { js: requireForCommonJs },
      metafile: true,
      write: false,
      logLevel: "silent",
    });
    for (const { entryPoint, exports } of Object.values(metafile.outputs))
      if (entryPoint && !exports.includes("handler"))
        throw new BuildFailed(`${entryPoint} exports no "handler"`);
    return new Map(outputFiles.map(({ path, contents }) => [path.slice(outdir.length + 1), contents]));
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    throw new BuildFailed((await formatMessages(error.errors, { kind: "error" })).join("").trimEnd());
  }
}

/** In an ES module nothing is called `require`, which CommonJS packages such as pg ask Node's own modules from. */
const requireForCommonJs =
  'import { createRequire as createRequireForBundle } from "node:module"; const require = createRequireForBundle(import.meta.url);';

const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && "errors" in error && Array.isArray(error.errors);

/** In one step, so that nobody ever reads half a file; untouched where it is the same already. */
function replace(file: string, content: Uint8Array): void {
  if (existsSync(file) && readFileSync(file).equals(content)) return;
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, content);
  renameSync(fresh, file);
}
