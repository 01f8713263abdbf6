import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { root } from "../config/writing.ts";

/** A command that acts for a second and a half after it was told to stop. */
const command = `
  import { interruptible } from "./cli/interrupt.ts";
  const interrupt = interruptible("stopping", () => "it goes on in AWS");
  const alive = setInterval(() => {}, 1000);
  interrupt.signal.addEventListener("abort", () => {
    setTimeout(() => { clearInterval(alive); interrupt.off(); console.log("ended well"); }, 1500);
  });
  console.log("ready");
`;

/** Sends signals, each so many milliseconds after the one before. */
async function told(...signals: readonly (readonly [NodeJS.Signals, number])[]) {
  const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", command], { cwd: root });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (part: Buffer) => {
    said.stdout += part.toString("utf8");
  });
  child.stderr.on("data", (part: Buffer) => {
    said.stderr += part.toString("utf8");
  });
  const ended = once(child, "close");
  await once(child.stdout, "data");
  for (const [signal, after] of signals) {
    await new Promise((resolve) => setTimeout(resolve, after));
    child.kill(signal);
  }
  const [status, signal] = await ended;
  return { status, signal, ...said };
}

const stopping = "\ngolive: stopping; Ctrl-C again leaves at once\n";

describe("a command that acts", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("comes to an end of its own at %s", async (signal) => {
    expect(await told([signal, 0])).toEqual({
      status: 0,
      signal: null,
      stdout: "ready\nended well\n",
      stderr: expect.stringContaining(stopping),
    });
  });

  it("takes the same Ctrl-C, which npm passes on once more, for one", async () => {
    expect((await told(["SIGINT", 0], ["SIGINT", 30])).stdout).toBe("ready\nended well\n");
  });

  it("leaves at a second one, and says what that means", async () => {
    const { signal, stdout, stderr } = await told(["SIGINT", 0], ["SIGINT", 700]);

    expect([signal, stdout]).toEqual(["SIGINT", "ready\n"]);
    expect(stderr).toContain("golive: it goes on in AWS\n");
  });

  it("goes on where its terminal goes away", async () => {
    expect(await told(["SIGHUP", 0], ["SIGTERM", 300])).toEqual(
      expect.objectContaining({ status: 0, stdout: "ready\nended well\n" }),
    );
  });
});
