import {
  chmodSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { platformKey } from "../../config/stack-file.ts";
import { mistyped, WrongInput } from "../errors.ts";
import type { Target } from "../target.ts";

/** A document that becomes the promise of the live release, with both texts as they were read. */
export interface Acceptance {
  readonly service: string;
  readonly document: string;
  readonly released: string;
  readonly text: string;
  /** Absent: nothing was promised so far. */
  readonly before: string | undefined;
}

/** The services of a stack that name both documents, with what stands in them. */
function documented({ config }: Target, folder: string): readonly Acceptance[] {
  return Object.entries(config.services).flatMap(([service, one]): readonly Acceptance[] => {
    if (one.kind !== "api") return [];
    const { document, released } = one.surface;
    if (document === undefined || released === undefined) return [];
    const text = textOf(join(folder, document)) ?? "";
    return [{ service, document, released, text, before: textOf(join(folder, released)) }];
  });
}

/** Whether there is a document of which the released one says not all. */
export const promisesMore = (target: Target, folder: string): boolean =>
  documented(target, folder).some(({ text, before }) => text !== "" && text !== before);

/** What would be written. @throws WrongInput where the stack file names nothing to write */
export function acceptances(target: Target, folder: string): readonly Acceptance[] {
  const found = documented(target, folder);
  if (found.length > 0) return found;
  throw new WrongInput([
    target.mistake(["config", platformKey, "services"], {
      found: "no API with a document and a place for the released one",
      allowed: "surface.document and surface.released",
    }),
  ]);
}

/**
 * Puts the document into the place of the released one at once, so that nobody reads half of it.
 * @throws WrongInput if somebody wrote one of them since it was read
 */
export function writeAccepted(
  { service, document, released, text, before }: Acceptance,
  folder: string,
): void {
  const path = join(folder, released);
  const there = textOf(path);
  if (there === text) return; // another service has the same
  if (textOf(join(folder, document)) !== text || there !== before)
    throw new WrongInput([
      mistyped(service, "a document that somebody changed meanwhile", "one writer at a time"),
    ]);
  mkdirSync(dirname(path), { recursive: true });
  const file = before === undefined ? path : realpathSync(path);
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    writeFileSync(beside, text, { flag: "wx" });
    if (before !== undefined) chmodSync(beside, statSync(file).mode);
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}

function textOf(path: string): string | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  return readFileSync(path, "utf8");
}
