import { basename } from "node:path";

/** What a file manager or an archive of macOS or Windows leaves behind; `._x` even ends in the extension of the real file. */
const artefact = /^(\._.*|\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX)$/;

/** Files that are nobody's work (G10). */
export const artefactsAmong = (files: readonly string[]): readonly string[] =>
  files
    .filter((file) => artefact.test(basename(file)) || file.includes("__MACOSX/"))
    .map((file) => `${file}: left behind by an archive or a file manager; delete it`);
