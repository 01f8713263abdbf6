import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Mistake } from "../config/mistakes.ts";
import { mistyped } from "../ops/errors.ts";

const run = promisify(execFile);
const hash = /^[\da-f]{7,64}$/;

/** What a person says of a commit goes into records, tags and questions to GitHub: a hash, and nothing else. */
export const commitMistakes = (commit: unknown): readonly Mistake[] =>
  commit === undefined || (typeof commit === "string" && hash.test(commit))
    ? []
    : [
        mistyped(
          "--commit",
          commit === "" ? "an empty word" : commit,
          "the commit's hash, 7 to 64 hex digits",
        ),
      ];

/** Of which commit a release is: GitHub's word for it, or the one that is checked out; null where nobody knows. */
export async function commitAt(folder: string, env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const { GITHUB_SHA } = env;
  if (GITHUB_SHA !== undefined && hash.test(GITHUB_SHA)) return GITHUB_SHA;
  try {
    const { stdout } = await run("git", ["rev-parse", "--verify", "HEAD"], { cwd: folder, timeout: 5_000 });
    return hash.test(stdout.trim()) ? stdout.trim() : null;
  } catch {
    return null; // no git, no repository, or no commit yet
  }
}
