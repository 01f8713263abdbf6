import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { usageText } from "../../cli/usage.ts";
import { root } from "../config/writing.ts";
import { nobody } from "./running.ts";

describe("what is said of a command line that nobody understands", () => {
  it.each<[string, string[], string]>([
    [
      "Did you mean gate?",
      ["gat"],
      'No command "gat". Did you mean gate?\n./golive --help lists the commands',
    ],
    [
      "Did you mean rollback?",
      ["ops", "rolback", "staging"],
      'No command "ops rolback". Did you mean rollback?\n./golive ops --help lists the commands',
    ],
    [
      "Unknown arguments: dance, staging",
      ["ops", "dance", "staging"],
      'No command "ops dance".\n./golive ops --help lists the commands',
    ],
    [
      "Unknown argument: to",
      ["ops", "redeploy", "staging", "--to", "x"],
      "Unknown argument: to\n./golive ops redeploy --help says what it takes",
    ],
    [
      "Not enough non-option arguments: got 0, need at least 2",
      ["ops", "task", "--yes"],
      "Which task of which stack? Name both, in this order.\n./golive ops task --help says what it takes",
    ],
    [
      "Did you mean accept?",
      ["ops", "surface", "acept", "staging"],
      'No command "ops surface acept". Did you mean accept?\n./golive ops surface --help lists the commands',
    ],
    [
      "Not enough non-option arguments: got 0, need at least 1",
      ["ops", "surface", "accept"],
      "Which stack? Name it right after the command.\n./golive ops surface accept --help says what it takes",
    ],
    ["Which one?", ["ops", "frontend"], "Which one?\n./golive ops frontend --help lists the commands"],
    ["Which command?", ["--what", "gate"], "Which command?\n./golive --help lists the commands"],
  ])("%s, of %j", (message, words, text) => {
    expect(usageText(message, words)).toBe(text);
  });
});

describe("where nobody reads what is said any more", () => {
  /** Both ends are closed before a word is written. */
  async function unread(args: readonly string[], streams: readonly ("stdout" | "stderr")[]) {
    const child = spawn(process.execPath, [join(root, "cli/golive.ts"), ...args], {
      env: { PATH: process.env.PATH, ...nobody },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of streams) child[stream].destroy();
    const [status, signal] = await once(child, "exit");
    return [status, signal];
  }

  it.each<[string, string[], readonly ("stdout" | "stderr")[], number]>([
    ["help", ["--help"], ["stdout"], 0],
    ["a file that is printed", ["ops", "compose", "staging", "-o", "-"], ["stdout"], 0],
    ["a mistake", ["ops", "release", "stagin"], ["stdout", "stderr"], 2],
    ["missing credentials", ["ops", "rollback", "staging", "--yes"], ["stdout", "stderr"], 3],
  ])("the exit code is the command's own: %s", async (_, args, streams, code) => {
    expect(await unread(args, streams)).toEqual([code, null]);
  });
});
