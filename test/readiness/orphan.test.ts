import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const root = join(import.meta.dirname, "../..");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-orphan-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const running = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe("an evaluation whose gate is killed", { timeout: 60_000 }, () => {
  it("ends too, in the middle of its work", async () => {
    const pidFile = join(folder, "pid");
    const gate = join(folder, "gate.mjs");
    // It dies when the program begins to run: everything that is told after that finds nobody.
    writeFileSync(
      gate,
      `
      import { writeFileSync } from "node:fs";
      import { readStacks } from ${JSON.stringify(join(root, "readiness/evaluation/stacks.ts"))};
      import { fork } from "node:child_process";
      const child = fork(${JSON.stringify(join(root, "readiness/evaluation/process.ts"))}, {
        cwd: ${JSON.stringify(root)},
        stdio: "ignore",
        serialization: "advanced",
      });
      const request = { stack: "staging", root: ${JSON.stringify(root)}, directory: ${JSON.stringify(root)} };
      child.send(readStacks(request).order({ withPartner: false }));
      child.on("message", ({ kind }) => {
        if (kind !== "ask") return;
        writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));
        process.kill(process.pid, "SIGKILL");
      });
      `,
    );
    const killed = Promise.withResolvers<NodeJS.Signals | null>();
    spawn(process.execPath, [gate], { stdio: "ignore" }).once("exit", (_, signal) => killed.resolve(signal));
    expect(await killed.promise).toBe("SIGKILL");
    const pid = Number(readFileSync(pidFile, "utf8"));
    try {
      await vi.waitFor(() => expect(running(pid)).toBe(false), { timeout: 30_000, interval: 100 });
    } finally {
      if (running(pid)) process.kill(pid, "SIGKILL");
    }
  });
});
