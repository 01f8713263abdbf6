import { PassThrough } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { uploads } from "../../cli/commands/uploads.ts";
import { WrongInput } from "../../ops/errors.ts";
import { each } from "../../ops/frontend/each.ts";
import { servedBefore } from "../../ops/frontend/go-back.ts";
import { isHashed } from "../../ops/frontend/hashed.ts";
import {
  digestOf,
  type Manifest,
  newId,
  overwritten,
  type SiteFile,
  sizeText,
} from "../../ops/frontend/manifest.ts";
import { pruned } from "../../ops/frontend/prune.ts";
import { runtimeFile } from "../../ops/frontend/runtime.ts";
import { frontendOf } from "../../ops/frontend/work.ts";
import { targetAt } from "../../ops/target.ts";

const file = (path: string, sha = "0", cache: SiteFile["cache"] = "immutable"): SiteFile => ({
  path,
  sha256: sha.repeat(64),
  bytes: 1,
  type: "text/plain",
  cache,
});
const release = (id: string, more: Partial<Manifest> = {}): Manifest => ({
  kind: "frontend",
  stack: "s",
  id,
  at: `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}T00:00:00.000Z`,
  by: "arn:aws:iam::1:user/anna",
  commit: null,
  before: null,
  allowed: [],
  files: [file("assets/shared.js"), file(`assets/${id}.js`), file("index.html", "0", "revalidate")],
  result: "serves",
  ...more,
});

describe("the name of a file", () => {
  it.each([
    "assets/index-B3sd9f2a.js",
    "assets/index-DqVxcZ-1.css",
    "assets/font-B3sd9f2a.woff2",
    "static/js/main.4f3a2b1c9d.chunk.js",
    "assets/chunk-QWERTY12.js.map",
    "_next/static/abc.0123456789abcdef.js",
  ])("%s changes with its content", (path) => expect(isHashed(path)).toBe(true));

  it.each([
    "index.html",
    "index-B3sd9f2a.js",
    "assets/my-settings.js",
    "assets/my-component.js",
    "assets/logo.png",
    "fonts/inter-variable.woff2",
    "robots.txt",
  ])("%s does not, or is known to others", (path) => expect(isHashed(path)).toBe(false));
});

describe("a release", () => {
  const files = [file("a.js"), file("index.html", "1", "revalidate"), file("config.js", "2", "never")];

  it("is named by when it was made and what it consists of, whatever the order", () => {
    const at = new Date("2026-11-21T06:34:55.123Z");
    const id = newId(at, files);

    expect(id).toBe(`20261121T063455Z-${digestOf(files).slice(0, 8)}`);
    expect(newId(at, files.toReversed())).toBe(id);
    expect(newId(at, [file("a.js", "3"), ...files.slice(1)])).not.toBe(id);
  });

  it("keeps copies of what the next one overwrites", () => {
    expect(overwritten(files).map(({ path }) => path)).toEqual(["index.html", "config.js"]);
  });

  it("tells its sizes as people say them", () => {
    expect([5, 1536, 3 * 1024 ** 2].map(sizeText)).toEqual(["5 B", "1.5 KiB", "3.0 MiB"]);
  });
});

describe("what is kept", () => {
  const [a, b, c, d] = [
    release("20260101T000000Z-a"),
    release("20260102T000000Z-b", { before: "20260101T000000Z-a" }),
    release("20260103T000000Z-c", { before: "20260102T000000Z-b" }),
    release("20260104T000000Z-d", { before: "20260103T000000Z-c" }),
  ] as const;
  const newestFirst = [d, c, b, a];

  it("is so many releases, and every file that one of them names", () => {
    expect(pruned(newestFirst, d.id, 2)).toEqual({
      releases: [b.id, a.id],
      files: [`assets/${b.id}.js`, `assets/${a.id}.js`],
    });
    expect(pruned(newestFirst, d.id, 4)).toEqual({ releases: [], files: [] });
  });

  it("is also what serves and what served before it, however old they are", () => {
    expect(pruned(newestFirst, b.id, 1)).toEqual({ releases: [c.id], files: [`assets/${c.id}.js`] });
  });

  it("is nothing of a run that was cut short", () => {
    const cut = { ...c, result: "sent" } as const;
    expect(pruned([d, cut, b, a], d.id, 3).releases).toEqual([]); // d was published over it
    expect(pruned([{ ...d, before: b.id }, cut, b, a], d.id, 3)).toEqual({
      releases: [c.id],
      files: [`assets/${c.id}.js`],
    });
  });

  it("is gone back to in the order in which it served, never to what was gone back from or not proven", () => {
    expect(servedBefore(newestFirst, d.id)?.id).toBe(c.id);
    expect(servedBefore(newestFirst, a.id)).toBeUndefined();
    expect(servedBefore(newestFirst, null)?.id).toBe(d.id);
    const mended = { ...d, before: b.id }; // c was gone back from
    expect(servedBefore([mended, c, b, a], d.id)?.id).toBe(b.id);
    expect(servedBefore([d, { ...c, result: "sent" }, b, a], d.id)?.id).toBe(b.id);
    expect(servedBefore([d, c], c.id)).toBeUndefined();
    expect(servedBefore([d, b, a], c.id)?.id).toBe(b.id); // c itself is gone
  });
});

describe("the configuration of pages", () => {
  it("is one frozen object, before any other script runs", () => {
    const { read, cache, path, bytes } = runtimeFile({
      environment: "staging",
      env: { VITE_A: "</script>\u2028" },
    });
    const text = read().toString("utf8");
    const scope: { runtimeConfig?: unknown } = {};
    new Function("globalThis", text)(scope);

    expect([path, cache, bytes]).toEqual(["config.js", "never", Buffer.byteLength(text)]);
    expect(scope.runtimeConfig).toEqual({ environment: "staging", env: { VITE_A: "</script>\u2028" } });
    expect(Object.isFrozen(scope.runtimeConfig)).toBe(true);
  });
});

describe("a stack without files to publish", () => {
  it("is refused, with where its file says so", () => {
    const target = targetAt("examples/dashboards/Pulumi.staging.yaml");
    const { frontend: _, ...config } = target.config;
    const said = [target, { ...target, config }].map((one) => {
      try {
        return frontendOf(one);
      } catch (error) {
        return error instanceof WrongInput
          ? error.mistakes.map(({ path, found }) => `${path}: ${found}`)
          : error;
      }
    });

    expect(said).toEqual([
      ['kind: "server": the service makes the pages, and `./golive up staging` deploys it'],
      ["frontend: no frontend"],
    ]);
  });
});

describe("many things at once", () => {
  it("are all done, so many at a time", async () => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    await each([1, 2, 3, 4, 5], 2, async (one) => {
      most = Math.max(most, ++now);
      await Promise.resolve();
      now--;
      done.push(one);
    });

    expect([most, done.toSorted()]).toEqual([2, [1, 2, 3, 4, 5]]);
  });

  it("end with the first failure, and begin nothing after it", async () => {
    const begun: number[] = [];
    const failing = each([1, 2, 3, 4, 5], 1, async (one) => {
      begun.push(one);
      if (one === 2) throw new Error("no");
    });

    await expect(failing).rejects.toThrow("no");
    expect(begun).toEqual([1, 2]);
  });
});

describe("uploads", () => {
  const screen = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY, columns: 80 });

  it("are a bar on a terminal, which leaves nothing behind", () => {
    vi.stubEnv("TERM", "xterm");
    const terminal = screen(true);
    const told = uploads({ now: () => undefined }, terminal);
    told.begin(2, 4);
    told.sent("assets/a.js", 1);
    told.sent("assets/b.js", 3);
    told.end();
    vi.unstubAllEnvs();

    const drawn = String(terminal.read());
    expect(drawn).toContain("100 % · 2 of 2 files · assets/b.js");
    expect(drawn).toContain("\u001b[?25h"); // the cursor is shown again
  });

  it("are told in lines where nothing can be drawn over", () => {
    const said: string[] = [];
    const told = uploads({ now: (line) => void said.push(line) }, screen(false));
    told.begin(2, 2048);
    told.sent("a.js", 1024);
    told.sent("b.js", 1024);
    told.end();

    expect(said).toEqual([
      "sending: 1 of 2 files, 1.0 KiB of 2.0 KiB",
      "sending: 2 of 2 files, 2.0 KiB of 2.0 KiB",
    ]);
  });
});
