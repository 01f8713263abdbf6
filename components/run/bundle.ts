import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { builtFolder, type Manifest, sha256, sourcesHash } from "../../functions/build/sources.ts";

const projectRoot = dirname(dirname(import.meta.dirname));
const manifests = new Map<string, Manifest>();

/**
 * The built files of one function, by their names in its archive. The program never builds: a preview that compiled something
 * could not be told from one that changed something.
 */
export function bundle(folder: string, root = projectRoot): Readonly<Record<string, pulumi.asset.Asset>> {
  const built = manifestOf(root);
  const made = built.functions[folder];
  const file = join(builtFolder(root), folder, "index.mjs");
  if (!made || contentHash(file) !== made.sha256) throw stale();

  // Relative to the project, where the engine starts the program: the state names no machine's folders.
  const asset = (name: string) => new pulumi.asset.FileAsset(`functions/.built/${folder}/${name}`);
  return { "index.mjs": asset("index.mjs"), "index.mjs.map": asset("index.mjs.map") };
}

/** What tells one state of a function's code from another. */
export const bundleHash = (folder: string, root = projectRoot): string => {
  const made = manifestOf(root).functions[folder];
  if (!made) throw stale();
  return made.sha256;
};

function manifestOf(root: string): Manifest {
  const built = manifests.get(root) ?? currentManifest(root);
  manifests.set(root, built);
  return built;
}

function currentManifest(root: string): Manifest {
  const built = read(join(builtFolder(root), "manifest.json"));
  if (built === undefined) throw stale();
  const manifest: Manifest = JSON.parse(built.toString("utf8"));
  if (manifest.sources !== sourcesHash(root)) throw stale();
  return manifest;
}

function contentHash(file: string): string | undefined {
  const content = read(file);
  return content && sha256(content);
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

const stale = () =>
  new pulumi.RunError("functions/.built is missing or older than functions/: run ./golive build");
