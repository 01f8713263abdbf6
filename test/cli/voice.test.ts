import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { voice } from "../../cli/commands/ops-voice.ts";
import { printable } from "../../ops/printable.ts";

function screen(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  return { isTTY, columns: 20, write, written };
}

beforeEach(() => vi.stubEnv("TERM", "xterm"));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe("the line that moves", () => {
  it("is drawn over on a terminal, in its width, and leaves nothing behind", () => {
    const terminal = screen(true);
    const speaker = voice(terminal);
    speaker.now("a deployment of api goes on");
    speaker.now("done");
    speaker.end();
    speaker.end();

    expect(terminal.written).toEqual(["a deployment of api", "\r\u001b[2K", "done", "\r\u001b[2K"]);
  });

  it.each([
    ["in a log", false, "xterm"],
    ["on a terminal that cannot draw over it", true, "dumb"],
  ])("stands once a minute, whole and with its time, %s", (_, isTTY, term) => {
    vi.stubEnv("TERM", term);
    vi.useFakeTimers({ now: Date.parse("2026-11-21T06:30:00Z") });
    const log = screen(isTTY);
    const speaker = voice(log);
    speaker.now("a deployment of api goes on");
    vi.advanceTimersByTime(59_000);
    speaker.now("hardly later");
    vi.advanceTimersByTime(1_000);
    speaker.now("a minute later");
    speaker.end();

    expect(log.written).toEqual([
      "2026-11-21T06:30:00.000Z a deployment of api goes on\n",
      "2026-11-21T06:31:00.000Z a minute later\n",
    ]);
  });
});

describe("what a container printed", () => {
  it("neither moves the cursor nor rings", () => {
    expect(printable("\u001b[2J12 %\r\u0007\tdone\b\n")).toBe("12 %\tdone");
  });
});
