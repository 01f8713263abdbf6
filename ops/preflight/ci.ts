import { readFile } from "node:fs/promises";
import { z } from "zod";
import { type Condition, condition } from "../condition.ts";
import { mistyped, WrongInput } from "../errors.ts";
import { jsonOf } from "../json.ts";
import type { Asking, Part } from "./part.ts";

/** GitHub's answer to "List check runs for a Git reference", as far as it is read. */
const answer = z.object({
  total_count: z.number(),
  check_runs: z.array(
    z.object({
      name: z.string(),
      head_sha: z.string(),
      status: z.string(),
      conclusion: z.string().nullable(),
      details_url: z.string().nullish(),
    }),
  ),
});
type Answer = z.infer<typeof answer>;

const good = ["success", "neutral", "skipped"];
const todo =
  "let CI run on that commit; GITHUB_TOKEN lets it be asked, and --ci FILE takes what `gh api` printed";

/** Every check of the very commit that is tried has ended well (G10, C01, G18). */
export const ci: Part = {
  name: "CI",
  requirements: ["G10", "C01", "G18"],
  look: async (asking) => {
    const { commit } = asking.trial;
    if (commit === null) return [unknown("nobody has said which commit it is: --commit does")];
    const found = asking.ci === undefined ? await fromGitHub(asking, commit) : await fromFile(asking.ci);
    return [typeof found === "string" ? unknown(found) : judged(found, commit)];
  },
};

const unknown = (why: string): Condition => condition("CI", false, { found: `not proven: ${why}`, todo });

/**
 * Checks of another commit, or not all of them, show nothing. In a workflow, jobs of the same run that go on say nothing
 * either: the one that asks is among them, and others wait for it.
 */
export function judged(
  { check_runs: runs, total_count: total }: Answer,
  commit: string,
  run = process.env.GITHUB_RUN_ID,
): Condition {
  const waits = ({ status, details_url: url }: Answer["check_runs"][number]) =>
    status !== "completed" && run !== undefined && url?.includes(`/actions/runs/${run}/`) === true;
  const other = runs.find(({ head_sha: sha }) => !sha.startsWith(commit) && !commit.startsWith(sha));
  const ended = runs.filter((one) => !waits(one));
  const open = ended.filter(
    ({ conclusion, status }) => status !== "completed" || !good.includes(conclusion ?? ""),
  );
  const short = commit.slice(0, 12);
  if (other) return unknown(`these are the checks of ${other.head_sha.slice(0, 12)}, not of ${short}`);
  if (ended.length === 0) return unknown(`nothing has run on ${short}`);
  if (runs.length < total) return unknown(`only ${runs.length} of ${total} checks were told`);
  // Checks that were skipped, all of them, have looked at nothing: a filter of paths, or a switched-off workflow.
  if (open.length === 0 && !ended.some(({ conclusion }) => conclusion === "success"))
    return unknown(
      `none of ${ended.length} checks of ${short} has succeeded: they were skipped, or say nothing`,
    );
  return condition("CI", open.length === 0, {
    found:
      open.length > 0
        ? open.map(({ name, conclusion, status }) => `${name}: ${conclusion ?? status}`).join(", ")
        : `${ended.length} checks of ${short} are green`,
    todo,
  });
}

async function fromFile(file: string): Promise<Answer> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const read = answer.safeParse(text === undefined ? undefined : jsonOf(text));
  if (read.success) return read.data;
  throw new WrongInput([
    mistyped(
      "--ci",
      file,
      "a file with what `gh api repos/OWNER/NAME/commits/SHA/check-runs?per_page=100` printed",
    ),
  ]);
}

async function fromGitHub({ trial: { target } }: Asking, commit: string): Promise<Answer | string> {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY, GITHUB_API_URL = "https://api.github.com" } = process.env;
  const repository = GITHUB_REPOSITORY ?? target.config.pipeline?.repository;
  if (!token) return "there is neither GITHUB_TOKEN nor --ci";
  if (!repository) return "nobody has said which repository: pipeline.repository does";
  const address = `${GITHUB_API_URL}/repos/${repository}/commits/${commit}/check-runs?per_page=100`;
  try {
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json" },
      signal: AbortSignal.timeout(20_000),
      redirect: "error",
    });
    if (!response.ok) return `GitHub answered ${response.status} for ${repository}`;
    const read = answer.safeParse(jsonOf(await response.text()));
    return read.success ? read.data : "GitHub answered something else";
  } catch {
    return "GitHub could not be asked in time";
  }
}
