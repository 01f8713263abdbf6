import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

/** `import type … from "./x.ts"`, `import { … } from "…"`, `export … from "…"`, `import "…"`. */
const statement = /^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm;

const importsOf = (folder: string): readonly Import[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const from = join(folder, file);
      return [...readFileSync(join(root, from), "utf8").matchAll(statement)].map(([, type, to = ""]) => ({
        from,
        to: to.startsWith(".") ? relative(root, join(root, dirname(from), to)) : to,
        typeOnly: type !== undefined,
      }));
    });

const line = ({ from, to }: Import): string => `${from} imports ${to}`;

/** What a folder's files import from outside of it, other than what it may. */
const strays = (folder: string, may: (one: Import) => boolean): string[] =>
  importsOf(folder)
    .filter((one) => !one.to.startsWith(`${folder}/`) && !may(one))
    .map(line);

const from =
  (...starts: readonly string[]) =>
  ({ to }: Import): boolean =>
    starts.some((start) => to === start || to.startsWith(start));
const sdk = from("@pulumi/", "node:");

/** What a function is told, which is all that its declaration knows of it. */
const settingsType = ({ to, typeOnly }: Import): boolean =>
  typeOnly && /^functions\/[^/]+\/settings\.ts$/.test(to);

describe("imports point one way", () => {
  it("the reader of import lines finds every form", () => {
    const text = `import a from "./a.ts";
import type { B } from "./b.ts";
import {
  c,
  type D,
} from "@pulumi/aws";
import "./e.ts";
export { f } from "./f.ts";`;
    expect([...text.matchAll(statement)].map(([, type, to]) => [type !== undefined, to])).toEqual([
      [false, "./a.ts"],
      [true, "./b.ts"],
      [false, "@pulumi/aws"],
      [false, "./e.ts"],
      [false, "./f.ts"],
    ]);
  });

  it("the configuration knows nothing of what is made from it", () => {
    const may = (one: Import) =>
      from("zod", "yaml", "fastest-levenshtein", "node:")(one) || one.to === "@pulumi/pulumi";
    expect(strays("config", may)).toEqual([]);
  });

  it("records of what was tried know the configuration, and nobody who writes or reads them", () => {
    expect(strays("evidence", from("zod", "node:", "config/"))).toEqual([]);
  });

  it("components know the SDK, and of the configuration and a function's settings their types alone", () => {
    const bundles = from("functions/build/sources.ts"); // the hash that says whether a bundle is fresh
    const types = (one: Import) => (one.typeOnly && one.to.startsWith("config/")) || settingsType(one);
    expect(strays("components", (one) => sdk(one) || types(one) || bundles(one))).toEqual([]);
  });

  it("no component is built from another: they meet in the composition", () => {
    const declaring = new Set(
      readdirSync(join(root, "components"), { recursive: true, encoding: "utf8" })
        .map((file) => join("components", file))
        .filter((file) => file.endsWith(".ts"))
        .filter((file) =>
          readFileSync(join(root, file), "utf8").includes("extends pulumi.ComponentResource"),
        ),
    );
    expect(declaring.size).toBeGreaterThan(10);
    expect(
      importsOf("components")
        .filter(({ to, typeOnly }) => declaring.has(to) && !typeOnly)
        .map(line),
    ).toEqual([]);
  });

  it("the composition knows configuration and components, and of a function the type of its settings", () => {
    const may = (one: Import) => sdk(one) || from("zod", "config/", "components/")(one) || settingsType(one);
    expect(strays("stacks", may)).toEqual([]);
  });

  it("what runs in AWS knows nothing of what declares it", () => {
    const folders = [
      "bench/",
      "cli/",
      "components/",
      "config/",
      "evidence/",
      "ops/",
      "policy/",
      "readiness/",
      "stacks/",
    ];
    const ours = from(...folders, "index.ts", "test/");
    expect(importsOf("functions").length).toBeGreaterThan(20);
    expect(importsOf("functions").filter(ours).map(line)).toEqual([]);
  });

  it("commands on a running platform know the configuration and the stack's contract, nothing of how it is made", () => {
    const may = from(
      "@aws-sdk/",
      "autocannon",
      "mime",
      "parse5",
      "pg",
      "puppeteer-core",
      "zod",
      "yaml",
      "node:",
      "config/",
      "evidence/",
      "stacks/contract.ts",
    );
    expect(importsOf("ops").length).toBeGreaterThan(20);
    expect(strays("ops", may)).toEqual([]);
  });

  it("the pack judges any program, so it knows none of ours", () => {
    const ours = from("components/", "stacks/", "config/", "evidence/", "readiness/", "ops/", "index.ts");
    expect(importsOf("policy").filter(ours).map(line)).toEqual([]);
  });

  it("the gate runs the program and the pack, and knows what is in neither", () => {
    const may = (one: Import) =>
      sdk(one) ||
      from(
        "@grpc/",
        "@hpcc-js/wasm-graphviz",
        "@seriousme/openapi-schema-validator",
        "google-protobuf",
        "junit-report-builder",
        "node-sarif-builder",
        "vega",
        "yaml",
        "zod",
        "config/",
        "evidence/",
        "policy/message.ts",
        "policy/rule",
        "policy/sdk/production.ts",
        "policy/waivers/",
      )(one);
    expect(strays("readiness", may)).toEqual([]);
  });
});
