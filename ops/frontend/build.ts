import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import mime from "mime";
import { mistyped, WrongInput } from "../errors.ts";
import type { Flaw } from "./flaw.ts";
import { isHashed } from "./hashed.ts";
import type { SiteFile } from "./manifest.ts";

export interface BuildFile extends SiteFile {
  /** Read again where it is needed: a build may be larger than what one would hold in memory. */
  read(): Buffer;
}

export interface Build {
  readonly files: readonly BuildFile[];
  /** Left out, each with its path. */
  readonly skipped: readonly string[];
  readonly flaws: readonly Flaw[];
}

const most = { files: 20_000, bytes: 50 * 1024 ** 2 };

/** As servers and browsers look for them (RFC 8615); every other name that begins with a dot is a tool's own. */
const wellKnown = ".well-known";

/** @throws WrongInput where the folder holds no build */
export function readBuild(directory: string): Build {
  const entries = entriesIn(directory);
  const hidden = (path: string) =>
    path.split("/").some((name, at) => name.startsWith(".") && !(at === 0 && name === wellKnown));
  const skipped = entries.filter(({ path }) => hidden(path)).map(({ path }) => path);
  const seen = entries.filter(({ path }) => !hidden(path));
  if (!seen.some(({ path }) => path === "index.html"))
    throw new WrongInput([
      mistyped(
        "the build",
        directory,
        "the folder that the frontend's build wrote, with an index.html in it",
      ),
    ]);
  const files = seen.filter(({ kind }) => kind === "file");
  return {
    files: files.map(({ path }) => fileAt(directory, path)),
    skipped,
    flaws: [
      ...seen
        .filter(({ kind }) => kind === "other")
        .map(({ path }) => ({
          file: path,
          says: "is no file but a link or a device: put the file itself there",
        })),
      ...files
        .filter(({ path }) => statSync(join(directory, path)).size > most.bytes)
        .map(({ path }) => ({ file: path, says: `is larger than ${most.bytes / 1024 ** 2} MiB` })),
      ...files
        .filter(({ path }) => /[\p{Cc}\\?#%]/u.test(path))
        .map(({ path }) => ({ file: path, says: "has a name that no address can carry as it is" })),
      ...(files.length > most.files
        ? [{ file: ".", says: `has ${files.length} files, more than ${most.files}` }]
        : []),
    ],
  };
}

function entriesIn(directory: string) {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => ({
        path: join(entry.parentPath.slice(directory.length), entry.name)
          .replaceAll("\\", "/")
          .replace(/^\/+/, ""),
        kind: entry.isFile() ? ("file" as const) : ("other" as const),
      }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "not readable";
    throw new WrongInput([mistyped("the build", `${directory} (${why})`, "a folder that can be read")]);
  }
}

function fileAt(directory: string, path: string): BuildFile {
  const read = () => readFileSync(join(directory, path));
  const content = read();
  return {
    path,
    sha256: createHash("sha256").update(content).digest("hex"),
    bytes: content.length,
    type: typeOf(path),
    cache: isHashed(path) ? "immutable" : "revalidate",
    read,
  };
}

/** Files of `.well-known` without an ending are JSON, which their readers insist on. */
export function typeOf(path: string): string {
  const known = mime.getType(path) ?? (path.startsWith(`${wellKnown}/`) ? "application/json" : null);
  if (known === null) return "application/octet-stream";
  return known.startsWith("text/") ? `${known}; charset=utf-8` : known;
}
