import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Surface } from "../../../config/shape/surface.ts";
import { InputMistakes } from "../../../readiness/errors.ts";
import { judged, surfaceRows } from "../../../readiness/surface/judge.ts";
import { promisedBy } from "../../../readiness/surface/promise.ts";
import { readSurfaces } from "../../../readiness/surface/sources.ts";
import { configOf } from "../../config/config-of.ts";
import { changed, shop, surface } from "./documents.ts";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "golive-surface-"));
  write("api.json", JSON.stringify(shop(), null, 2));
  write("routes.txt", "GET /status  # asked by the balancer\r\n\nPOST /orders\nGET /orders/<int:id>\n");
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(directory, name), text);
const production = configOf("production");

/** A stack file whose API names these documents. */
const naming = (files: Partial<Surface>) => {
  const { api } = production.services;
  if (api?.kind !== "api") throw new Error("no API");
  const config = {
    ...production,
    services: { ...production.services, api: { ...api, surface: { ...surface, ...files } } },
  };
  return { directory, file: "Pulumi.production.yaml", stack: "production", config };
};

/** Every mistake, as `file:line path: found · allowed`. */
async function mistakes(files: Partial<Surface>): Promise<readonly string[]> {
  try {
    await readSurfaces(naming(files));
    return [];
  } catch (error) {
    if (!(error instanceof InputMistakes)) throw error;
    return error.mistakes.map(
      ({ file, line, path, found, allowed, hint }) =>
        `${[file, line].filter(Boolean).join(":")} ${path}: ${[found, allowed, hint].filter(Boolean).join(" · ")}`,
    );
  }
}
const inDocument = (text: string) => {
  write("broken.json", text);
  return mistakes({ document: "broken.json" });
};

it("reads a document as JSON, what the code serves, and nothing where nothing is named", async () => {
  const [one, ...others] = await readSurfaces(naming({ document: "api.json", codeRoutes: "routes.txt" }));

  expect(others).toEqual([]);
  expect([...(one?.api.operations.keys() ?? [])]).toEqual(["GET /status", "POST /orders", "GET /orders/{}"]);
  expect([...(one?.routes ?? [])]).toEqual([
    ["GET /status", "GET /status"],
    ["POST /orders", "POST /orders"],
    ["GET /orders/{}", "GET /orders/<int:id>"],
  ]);
  expect(await readSurfaces(naming({}))).toEqual([]);
});

describe("wrong input is", () => {
  it("a file that is not there, each of them at once", async () => {
    expect(await mistakes({ document: "a.yaml", released: "b.yaml", codeRoutes: "c.txt" })).toEqual([
      "Pulumi.production.yaml services.api.surface.document: no such file: a.yaml · a file below the project's folder",
      "Pulumi.production.yaml services.api.surface.released: no such file: b.yaml · a file below the project's folder · ./golive ops surface accept production --yes writes the first one",
      "Pulumi.production.yaml services.api.surface.codeRoutes: no such file: c.txt · a file below the project's folder",
    ]);
  });

  it("told with the line of the stack file", async () => {
    const lines = ["config:", "  golive:platform:", "    services:", "      api:", "        surface:"];
    write("Pulumi.production.yaml", `${lines.join("\n")}\n          count: 0\n          document: a.yaml\n`);

    expect(await mistakes({ document: "a.yaml" })).toEqual([
      "Pulumi.production.yaml:7 services.api.surface.document: no such file: a.yaml · a file below the project's folder",
    ]);
    rmSync(join(directory, "Pulumi.production.yaml"));
  });

  it("something to compare with, and nothing to compare", async () => {
    expect(await mistakes({ released: "api.json" })).toEqual([
      "Pulumi.production.yaml services.api.surface.document: released without a document · the document to compare with",
    ]);
    expect(await mistakes({ codeRoutes: "routes.txt" })).toEqual([
      "Pulumi.production.yaml services.api.surface.document: codeRoutes without a document · the document to compare with",
    ]);
  });

  it("a document that is compared with itself: it would only add to it whatever it says", async () => {
    expect(await mistakes({ document: "api.json", released: "api.json" })).toEqual([
      "Pulumi.production.yaml services.api.surface.released: the document itself · the live release's, in a file of its own",
    ]);
  });

  it("a document of the wrong kind", async () => {
    const kind = "an OpenAPI document of version 3.0, 3.1 or 3.2";

    expect(await inDocument("swagger: '2.0'\n")).toEqual([`broken.json:1 swagger: version "2.0" · ${kind}`]);
    expect(await inDocument("info: {}\n")).toEqual([`broken.json openapi: no version · ${kind}`]);
    expect(await inDocument("openapi: 4.0.0\n")).toEqual([
      `broken.json:1 openapi: version "4.0.0" · ${kind}`,
    ]);
    expect(await inDocument("")).toEqual([`broken.json openapi: no version · ${kind}`]);
  });

  it("a document that cannot be parsed", async () => {
    expect((await inDocument('{ "openapi": "3.1.0", "openapi": "3.1.0" }\n{')).length).toBeGreaterThan(0);
    expect(await inDocument("openapi: &a [*a]\n")).toHaveLength(1);
  });

  it("every place of a document that breaks the specification, with its line", async () => {
    const broken = changed(
      "paths /status get responses 200 description",
      undefined,
      changed("paths /status get parameters 0 in", "qury", changed("info version", undefined)),
    );

    expect(await inDocument(JSON.stringify(broken, null, 1))).toEqual([
      'broken.json:3 info: no "version" · what the OpenAPI specification says',
      "broken.json:24 paths./status.get.parameters[0].in: what must be equal to one of the allowed values · query, header, path, cookie",
      'broken.json:31 paths./status.get.responses.200: no "description" · what the OpenAPI specification says',
    ]);
  });

  it.each(["3.0.3", "3.1.1", "3.2.0"])("a document that breaks its own version, %s", async (openapi) => {
    const good = { openapi, info: { title: "a", version: "1" }, paths: {} };

    expect(await inDocument(JSON.stringify(good))).toEqual([]);
    expect(await inDocument(JSON.stringify({ ...good, info: { title: "a" } }))).toHaveLength(1);
    expect(await inDocument(JSON.stringify({ ...good, paths: undefined }))).toEqual([
      "broken.json paths: nothing · what the API serves",
    ]);
  });

  it("a reference that ends nowhere, or in another file", async () => {
    const pointing = (ref: string) => changed("components schemas Status", { $ref: ref });
    const allowed = "a $ref to something in this same document: #/components/…";

    for (const ref of ["#/components/schemas/Nothing", "other.yaml#/Status", "https://shop.example/x"])
      expect(await inDocument(JSON.stringify(pointing(ref)))).toEqual([
        `broken.json:1 components.schemas.Status."$ref": "${ref}" · ${allowed}`,
      ]);
    const example = changed("components schemas Status example", { $ref: "anything" });
    expect(await inDocument(JSON.stringify(example))).toEqual([]);
  });

  it("a line of the routes that is none", async () => {
    write("bad.txt", "GET /status\nget /orders\n/orders\nGET orders\n");

    expect(await mistakes({ document: "api.json", codeRoutes: "bad.txt" })).toEqual(
      [2, 3, 4].map(
        (line) => `bad.txt:${line} : no route · a method in capitals and a path, e.g. GET /api/status`,
      ),
    );
  });
});

describe("the verdict's part", () => {
  const documented = (files: Partial<Surface>) => readSurfaces(naming(files));

  it("names the operation, the rule, the rows and what to do", async () => {
    write("next.json", JSON.stringify(changed("paths /orders/{id}", undefined)));
    const { findings } = judged(
      await documented({ document: "next.json", released: "api.json" }),
      production,
    );

    expect(findings).toEqual([
      {
        rule: "surface-additive",
        requirements: ["K26"],
        enforcement: "mandatory",
        status: "failed",
        resource: "services.api GET /orders/{id}",
        message: "the operation is gone",
        fix: expect.stringMatching(/^Keep what was promised and add beside it\./),
      },
    ]);
  });

  it("counts what each rule looked at; where production names nothing, nothing is proven", async () => {
    const counts = async (files: Partial<Surface>) =>
      judged(await documented(files), production).rules.map(({ id, judged: seen, notAsked }) => [
        id,
        seen,
        notAsked,
      ]);
    const all = { document: "next.json", released: "api.json", codeRoutes: "routes.txt" };

    expect(await counts(all)).toEqual([
      ["surface-declared", 2, undefined],
      ["surface-marked", 2, undefined],
      ["surface-ghost-routes", 5, undefined],
      ["surface-additive", 3, undefined],
      ["surface-named-properties", 2, undefined],
      ["surface-servers", 2, undefined],
    ]);
    expect((await counts({})).map(([, ...rest]) => rest)).toEqual(Array(6).fill([0, undefined]));
  });

  it("is not asked of staging without documents, nor of a product without an API", () => {
    const without = { ...production, services: {} };

    for (const config of [configOf("staging"), without])
      expect(judged([], config).rules.map(({ notAsked }) => notAsked)).toEqual(Array(6).fill(true));
  });

  it("shows of each API what the stack file says", () => {
    expect(surfaceRows(production)).toEqual([
      {
        service: "api",
        host: "api.prospector.example",
        public: ["GET /health", "GET /api/status"],
        count: 2,
        health: ["/health", "/api/status", "/api/db/info"],
        document: "openapi/api.yaml",
      },
    ]);
  });
});

describe("what a release promises", () => {
  it("is all of its document, where nothing was promised", async () => {
    expect(await promisedBy(naming({ document: "api.json", released: "none.json" }))).toEqual([
      { service: "api", added: ["GET /status", "POST /orders", "GET /orders/{id}"], broken: [] },
    ]);
  });

  it("is what it adds, and must not be less", async () => {
    expect(await promisedBy(naming({ document: "api.json", released: "next.json" }))).toEqual([
      { service: "api", added: ["GET /orders/{id}"], broken: [] },
    ]);
    expect(await promisedBy(naming({ document: "next.json", released: "api.json" }))).toEqual([
      {
        service: "api",
        added: [],
        broken: [{ operation: "GET /orders/{id}", says: "the operation is gone" }],
      },
    ]);
  });
});
