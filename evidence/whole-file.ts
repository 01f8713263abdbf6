import { randomUUID } from "node:crypto";
import { link, rename, rm, writeFile } from "node:fs/promises";

/** Writes a file where there is none; false where there is one. Others see all of it or nothing, also after a crash. */
export const writeNew = (file: string, content: string | Uint8Array): Promise<boolean> =>
  beside(file, content, (own) => link(own, file).then(() => true, takenAlready));

/** Writes a file in the place of whatever is there: all of it or nothing. */
export const writeWhole = (file: string, content: string | Uint8Array): Promise<void> =>
  beside(file, content, (own) => rename(own, file));

/** Written under a name of its own first, which nobody reads, and gone in any case afterwards. */
async function beside<T>(
  file: string,
  content: string | Uint8Array,
  put: (own: string) => Promise<T>,
): Promise<T> {
  const own = `${file}.${randomUUID()}`;
  try {
    await writeFile(own, content, { flag: "wx", flush: true });
    return await put(own);
  } finally {
    await rm(own, { force: true });
  }
}

function takenAlready(error: unknown): false {
  if (error instanceof Error && Reflect.get(error, "code") === "EEXIST") return false;
  throw error;
}
