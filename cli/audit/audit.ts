import { dirname } from "node:path";
import type { ExitCode } from "../exit.ts";
import { exitCodes, worst } from "../exit.ts";
import { onPath, runTool } from "../process.ts";
import { filesBelow } from "../repository/files.ts";
import { root } from "../root.ts";
import { type Answer, npmAnswer, pipAnswer } from "./answers.ts";

/** Everything that is locked is asked about: npm's lockfiles, and requirements of Python (G10). */
export async function runAudit(): Promise<ExitCode> {
  const files = filesBelow(root);
  const codes: ExitCode[] = [];
  for (const file of files.filter((one) => /(?:^|\/)package-lock\.json$/.test(one)))
    codes.push(say(file, await npmAudit(dirname(file))));
  for (const file of files.filter((one) => /(?:^|\/)requirements\.txt$/.test(one)))
    codes.push(say(file, await pipAudit(file)));
  return worst(codes);
}

function say(file: string, answer: Answer): ExitCode {
  if ("unasked" in answer) {
    process.stdout.write(`✘ ${file}: not proven, nobody could be asked: ${answer.unasked}\n`);
    return exitCodes.dependencyFailed;
  }
  const { flaws } = answer;
  process.stdout.write(`${flaws.length === 0 ? "✔" : "✘"} ${file}\n`);
  for (const flaw of flaws) process.stdout.write(`    ${flaw}\n`);
  return flaws.length === 0 ? exitCodes.ready : exitCodes.notReady;
}

/** What ships: tools of development run on nobody's server. */
const npmAudit = async (folder: string): Promise<Answer> =>
  npmAnswer(
    (await runTool("npm", ["audit", "--omit=dev", "--json", "--prefix", folder], { capture: true })).output,
  );

/** Its version is part of what CI runs; pipx, which GitHub's machines have, brings it where it is missing. */
const pipAuditVersion = "2.10.1";

async function pipAudit(file: string): Promise<Answer> {
  const words = ["--requirement", file, "--format", "json", "--progress-spinner", "off"];
  if (onPath("pip-audit")) return pipAnswer((await runTool("pip-audit", words, { capture: true })).output);
  if (!onPath("pipx")) return { unasked: "neither pip-audit nor pipx is on PATH" };
  const run = ["run", "--spec", `pip-audit==${pipAuditVersion}`, "pip-audit", ...words];
  return pipAnswer((await runTool("pipx", run, { capture: true })).output);
}
