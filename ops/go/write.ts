import { readFileSync, realpathSync } from "node:fs";
import type { SignedGo } from "../../config/shape/go.ts";
import { withGo } from "../../config/sign.ts";
import { parseStackFile, type StackFile } from "../../config/stack-file.ts";
import { canonical } from "../../evidence/canonical.ts";
import { WrongInput } from "../errors.ts";
import { replaceFile } from "../replaced.ts";

/** Puts a GO into a stack file and leaves all else as it is. @throws WrongInput where that cannot be done */
export function writeGo(path: string, before: StackFile, go: SignedGo): void {
  const file = realpathSync(path);
  const text = readFileSync(file, "utf8");
  const next = withGo(text, go);
  const read = parseStackFile(next, before);
  if ("mistakes" in read) throw new WrongInput(read.mistakes);
  if (canonical(read.config) !== canonical(before.config))
    throw new WrongInput([
      {
        file: before.file,
        path: "",
        found: "another platform than the one that was judged",
        allowed: "no change meanwhile",
      },
    ]);
  replaceFile(file, next);
}
