import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { bundle } from "../../components/run/bundle.ts";
import { buildFunctions } from "../../functions/build/bundles.ts";
import { sha256, sourcesHash } from "../../functions/build/sources.ts";
import { type Files, project, write } from "./project.ts";

const two: Files = {
  "functions/shared/greeting.ts": "export const greeting: string = 'good morning';",
  "functions/hello/index.ts":
    'import { greeting } from "../shared/greeting.ts";\nexport const handler = async () => greeting;',
  "functions/address/index.ts":
    'import pg from "pg";\nexport const handler = async () => new pg.Client({ host: "db" }).host;',
};
const stale = "functions/.built is missing or older than functions/: run ./golive build";

const made: string[] = [];
const folder = (files: Files = two): string => {
  const root = project(files);
  made.push(root);
  return root;
};
afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
});

const built = (root: string): readonly string[] =>
  readdirSync(join(root, "functions", ".built"), { recursive: true, encoding: "utf8" }).sort();
const contents = (root: string) =>
  Object.fromEntries(
    built(root)
      .filter((file) => /\.(mjs|map|json)$/.test(file))
      .map((file) => [file, readFileSync(join(root, "functions", ".built", file), "utf8")]),
  );

describe("the functions' bundles", () => {
  it("are one file for each folder that has an index.ts, with its map, and a manifest of what was built from what", async () => {
    const root = folder();
    const manifest = await buildFunctions(root);

    expect(built(root)).toEqual([
      "address",
      "address/index.mjs",
      "address/index.mjs.map",
      "hello",
      "hello/index.mjs",
      "hello/index.mjs.map",
      "manifest.json",
    ]);
    const hello = readFileSync(join(root, "functions/.built/hello/index.mjs"));
    expect(manifest.sources).toBe(sourcesHash(root));
    expect(manifest.functions.hello).toEqual({ sha256: sha256(hello), bytes: hello.length });
    expect(JSON.parse(readFileSync(join(root, "functions/.built/manifest.json"), "utf8"))).toEqual(manifest);
  });

  it("run by themselves, CommonJS packages in them too", async () => {
    const root = folder();
    await buildFunctions(root);
    const run = async (name: string): Promise<unknown> => {
      const { handler } = await import(pathToFileURL(join(root, "functions/.built", name, "index.mjs")).href);
      return handler();
    };

    expect([await run("hello"), await run("address")]).toEqual(["good morning", "db"]);
  });

  it("are the same to the byte wherever the project lies, and name no folder of the machine", async () => {
    const [one, other] = [folder(), folder()];
    await Promise.all([buildFunctions(one), buildFunctions(other)]);

    expect(contents(one)).toEqual(contents(other));
    for (const text of Object.values(contents(one))) {
      expect(text).not.toContain(one);
      expect(text).not.toContain(process.cwd());
    }
  });

  it("survive several builds at once", async () => {
    const root = folder();
    await Promise.all([1, 2, 3].map(() => buildFunctions(root)));

    expect(built(root)).toHaveLength(7);
    expect(() => bundle("hello", root)).not.toThrow();
  });

  it("go with their sources", async () => {
    const root = folder();
    await buildFunctions(root);
    rmSync(join(root, "functions/hello"), { recursive: true });
    await buildFunctions(root);

    expect(built(root)).toEqual(["address", "address/index.mjs", "address/index.mjs.map", "manifest.json"]);
  });

  it("are not made of a function that does not compile, and what was built stays", async () => {
    const root = folder();
    await buildFunctions(root);
    const before = contents(root);
    write(root, { "functions/hello/index.ts": 'export { handler } from "./away.ts";' });

    await expect(buildFunctions(root)).rejects.toThrow('Could not resolve "./away.ts"');
    expect(contents(root)).toEqual(before);
  });

  it("are not made of a function that Lambda could not call", async () => {
    const root = folder({ "functions/hello/index.ts": "export const handle = () => 1;" });
    await expect(buildFunctions(root)).rejects.toThrow('functions/hello/index.ts exports no "handler"');
  });
});

describe("the hash of the sources", () => {
  it("changes with any source's content, name or place, and with the lockfile", () => {
    const hashes = [
      two,
      { ...two, "functions/shared/greeting.ts": "export const greeting = 'hi';" },
      { ...two, "functions/shared/other.ts": "" },
      { ...two, "functions/other.ts": "" },
      { ...two, "package-lock.json": '{"changed":true}' },
    ].map((files) => sourcesHash(folder(files)));
    expect(new Set(hashes).size).toBe(5);
  });

  it("does not change with what is built, nor with the folder", async () => {
    const root = folder();
    const before = sourcesHash(root);
    await buildFunctions(root);
    write(root, { "functions/.built/stray.ts": "" });

    expect([sourcesHash(root), sourcesHash(folder())]).toEqual([before, before]);
  });
});

describe("the program takes a bundle", () => {
  it("by a path that is the same on every machine", async () => {
    const root = folder();
    await buildFunctions(root);
    const files = bundle("hello", root);
    const paths = await Promise.all(
      Object.entries(files).map(async ([name, file]) => [name, "path" in file && (await file.path)]),
    );

    expect(paths).toEqual([
      ["index.mjs", "functions/.built/hello/index.mjs"],
      ["index.mjs.map", "functions/.built/hello/index.mjs.map"],
    ]);
  });

  const refusals: Readonly<Record<string, (root: string) => void>> = {
    "was never built": (root) => rmSync(join(root, "functions/.built"), { recursive: true }),
    "is older than its source": (root) => write(root, { "functions/hello/index.ts": "export {};" }),
    "is older than the lockfile": (root) => write(root, { "package-lock.json": '{"changed":true}' }),
    "is not what the manifest says": (root) =>
      writeFileSync(join(root, "functions/.built/hello/index.mjs"), "export const handler = 1;"),
    "is not there": (root) => rmSync(join(root, "functions/.built/hello/index.mjs")),
  };
  it.each(Object.entries(refusals))("unless it %s", async (_, spoil) => {
    const root = folder();
    await buildFunctions(root);
    spoil(root);
    expect(() => bundle("hello", root)).toThrow(stale);
  });

  it("unless no function has that name", async () => {
    const root = folder();
    await buildFunctions(root);
    mkdirSync(join(root, "functions/bye"));
    expect(() => bundle("bye", root)).toThrow(stale);
  });
});
