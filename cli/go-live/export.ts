import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onPath, runTool, toolEnvironment } from "../process.ts";

/** The state as the engine keeps it, secrets sealed; or why it could not be had. */
export async function exportedState(
  stack: string,
  directory: string,
): Promise<{ readonly text: string } | { readonly why: string }> {
  const program = onPath("pulumi");
  if (!program) return { why: "there is no pulumi on PATH that could export it" };
  const folder = mkdtempSync(join(tmpdir(), "golive-"));
  try {
    const file = join(folder, "state.json");
    const words = [
      "stack",
      "export",
      "--stack",
      stack,
      "--file",
      file,
      "--non-interactive",
      "--cwd",
      directory,
    ];
    const { code, output } = await runTool(program, words, { capture: true, env: toolEnvironment() });
    if (code === 0) return { text: readFileSync(file, "utf8") };
    const [said = `exit code ${code}`] = output.trim().split("\n").slice(-1);
    return { why: `pulumi could not export it: ${said}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
