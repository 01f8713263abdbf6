import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repinned } from "../../config/repin.ts";
import { WrongInput } from "../../ops/errors.ts";
import { assignments } from "../../ops/pin/intended.ts";
import { targetAt } from "../../ops/target.ts";
import { root } from "../config/writing.ts";
import { answering } from "./answering.ts";

const ref = (letter: string, repository = "registry.example:5000/api") =>
  `${repository}@sha256:${letter.repeat(64)}`;
const moves = new Map([[ref("a"), ref("b")]]);

describe("an image in a stack file's text", () => {
  it.each<[string, (image: string) => string]>([
    [
      "in a line of its own, with its comment",
      (image) => `image:\n    digest: ${image}   # pinned by CI\n\n`,
    ],
    ["in braces, wider than any page", (image) => `image: { digest: ${image} }  # app\nother: [ 1,2 ,3 ]\n`],
    ["in quotes", (image) => `a: { digest: "${image}" }\nb: { digest: '${image}' }\n`],
    ["behind an anchor", (image) => `ref: &api ${image}\na: { digest: *api }\n`],
    ["in an anchored mapping", (image) => `a: &image { digest: ${image} }\nb: *image\nc: { <<: *image }\n`],
    ["at the file's very end, after Windows' line ends", (image) => `x: 1\r\na:\r\n  digest: ${image}`],
  ])("is replaced %s, and not one other character", (_, written) => {
    expect(repinned(written(ref("a")), moves)).toBe(written(ref("b")));
  });

  it("is left alone where it is no digest of an image, or another one", () => {
    const text = `env: { SANDBOX: ${ref("a")} }\nlist: [${ref("a")}]\nimage: { digest: ${ref("c")} }\n`;

    expect(repinned(text, moves)).toBe(text);
  });
});

describe("ops pin", () => {
  const target = targetAt(join(root, "Pulumi.staging.yaml"));

  it("reads services and their images", () => {
    expect(assignments(target, [`api=${ref("a")}`, `scraper=${ref("b")}`], true)).toEqual({
      api: ref("a"),
      scraper: ref("b"),
    });
  });

  it("tells all that does not fit at once", () => {
    const words = [`wrker=${ref("a")}`, "scraper=scraper:v1", `api=${ref("a")}`, `worker=${ref("b")}`];
    const mistakes = () => {
      try {
        return assignments(target, words, false);
      } catch (error) {
        return error instanceof WrongInput
          ? error.mistakes.map(({ path, found }) => `${path}: ${found}`)
          : error;
      }
    };

    expect(mistakes()).toEqual([
      "wrker: no such service",
      "scraper: scraper:v1",
      "api: repository registry.example:5000/api",
      "worker: repository registry.example:5000/api",
      "api, worker: different images for services that share one in the stack file",
    ]);
  });

  const pin = (...args: string[]) => answering(["ops", "pin", "staging", ...args]);

  it.each<[string, string[], string]>([
    ["nothing", [], "neither --live nor an image"],
    ["both", ["--live", `api=${ref("a")}`], "--live and images"],
    [
      "a tag",
      ["api=registry.example/api:v1"],
      "<service>=<repository>@sha256:<64 hex digits>; a tag can move",
    ],
    ["half a digest", ["api=registry.example/api@sha256:3d2f"], "a tag can move"],
    ["a service without an image", ["api"], "no image"],
    ["a service twice", [`api=${ref("a")}`, `api=${ref("b")}`], "each service once"],
    ["an unknown service", [`wrker=${ref("a")}`], 'did you mean "worker"?'],
    ["another repository", [`api=${ref("a")}`], "or --repository-change"],
  ])("refuses %s before it asks AWS anything", async (_, args, reason) => {
    const { status, stdout, stderr } = await pin(...args);

    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(reason);
  });
});
