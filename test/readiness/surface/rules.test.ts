import { describe, expect, it } from "vitest";
import { isRequirement } from "../../../readiness/register/requirements.ts";
import { rulesDocument } from "../../../readiness/report/rules-document.ts";
import { apiOf } from "../../../readiness/surface/operations.ts";
import { gateRules } from "../../../readiness/surface/rules.ts";
import { changed, routes, said, shop, surface } from "./documents.ts";

const order = "components schemas Order";
const placed = "components schemas Placed allOf 1";
const body = "paths /orders post requestBody";
const stuff = { type: "object" };

/** A change to the document, and everything that is said then. */
type Case = readonly [title: string, path: string, value: unknown, ...said: readonly string[]];

const tell = (cases: readonly Case[]) =>
  it.for(cases)("%s", ([, path, value, ...all]) => expect(said(changed(path, value))).toEqual(all));

it("says nothing of a document that promises what it did, and marks what the stack file lists", () => {
  expect(said(shop())).toEqual([]);
});

it("has rules that cite rows of the register, each under a name of its own", () => {
  expect(gateRules.flatMap(({ requirements }) => requirements.filter((id) => !isRequirement(id)))).toEqual(
    [],
  );
  expect(new Set(gateRules.map(({ id }) => id)).size).toBe(7);
});

it("has its rules in the catalogue, marked as the gate's own", () => {
  const document = rulesDocument([], gateRules);

  expect([...document.matchAll(/^## (.*)$/gm)].map(([, id]) => id)).toEqual(
    gateRules.map(({ id }) => id).sort(),
  );
  expect(document.match(/^- The gate's own rule$/gm)).toHaveLength(7);
  expect(document).toContain("7 more are the gate's own");
});

describe("what is public", () => {
  tell([
    [
      "by the stack file alone is no promise of the document",
      "paths /orders post x-visibility",
      undefined,
      "declared POST /orders: the stack file lists it, and the document does not mark it public",
      "marked POST /orders: its `security` asks for nothing, and it is not marked public",
      "additive POST /orders: it was public and needs a credential",
    ],
    [
      "by the document alone is refused by the firewall",
      "paths /orders/{id} get x-visibility",
      "public",
      "declared GET /orders/{id}: the document marks it public, and the stack file does not list it",
    ],
    [
      "by its security alone is a slip",
      "paths /orders/{id} get security",
      [],
      "marked GET /orders/{id}: its `security` asks for nothing, and it is not marked public",
    ],
    [
      "by one of its ways to be let in is a slip too",
      "paths /orders/{id} get security",
      [{ session: [] }, {}],
      "marked GET /orders/{id}: its `security` asks for nothing, and it is not marked public",
    ],
    [
      "because nothing in the document asks for a credential is a slip as well",
      "security",
      [],
      "marked GET /orders/{id}: its `security` asks for nothing, and it is not marked public",
    ],
  ]);

  it("is not told by another word than public", () => {
    expect(said(changed("paths /status get x-visibility", "Public"))).toContain(
      "declared GET /status: the stack file lists it, and the document does not mark it public",
    );
  });

  it("is an operation of the document", () => {
    const more = { ...surface, public: [...surface.public, { method: "PUT", path: "/orders" } as const] };

    expect(said(shop(), { surface: more })).toEqual([
      "declared PUT /orders: the stack file lists it, and the document does not have it",
    ]);
  });

  it("is the same whatever the parameters of its path are called, and wherever the document begins", () => {
    const document = changed("servers", [{ url: "https://api.shop.example/v1/" }]);
    const at = (path: string) => ({ method: "GET", path }) as const;
    const one = {
      api: apiOf(changed("paths /orders/{id} get x-visibility", "public", document)),
      released: undefined,
      routes: new Map(["GET /v1/status", "POST /v1/orders", "GET /v1/orders/{}"].map((key) => [key, key])),
      surface: {
        ...surface,
        public: [
          at("/v1/orders/{number}"),
          at("/v1/status"),
          { method: "POST", path: "/v1/orders" } as const,
        ],
      },
    };

    expect(said(shop(), one)).toEqual([]);
  });
});

describe("a ghost route", () => {
  it("is one that the code serves and the document does not have, or the other way round", () => {
    const code = new Map([...routes, ["DELETE /orders/{}", "DELETE /orders/:id"]]);
    code.delete("GET /status");

    expect(said(shop(), { routes: code })).toEqual([
      "ghost-routes DELETE /orders/:id: the code serves it, and the document does not have it",
      "ghost-routes GET /status: the document has it, and the code does not serve it",
    ]);
  });

  it("is not what a framework answers by itself", () => {
    const own = new Map([
      ...routes,
      ["HEAD /status", "HEAD /status"],
      ["OPTIONS /orders", "OPTIONS /orders"],
    ]);
    const ghosts = new Map([...own, ["HEAD /orders", "HEAD /orders"], ["OPTIONS /x", "OPTIONS /x"]]);

    expect(said(shop(), { routes: own })).toEqual([]);
    expect(said(shop(), { routes: ghosts }).map((line) => line.split(":")[0])).toEqual([
      "ghost-routes HEAD /orders",
      "ghost-routes OPTIONS /x",
    ]);
  });
});

describe("a promise to clients is broken by", () => {
  tell([
    [
      "an operation that is gone",
      "paths /orders/{id}",
      undefined,
      "ghost-routes GET /orders/{}: the code serves it, and the document does not have it",
      "additive GET /orders/{id}: the operation is gone",
    ],
    [
      "a parameter that is gone",
      "paths /status get parameters",
      [],
      "additive GET /status: parameter query verbose: it is gone",
    ],
    [
      "a parameter with another name",
      "paths /status get parameters 0 name",
      "loud",
      "additive GET /status: parameter query verbose: it is gone",
    ],
    [
      "a parameter that must be sent now",
      "paths /status get parameters 0 required",
      true,
      "additive GET /status: parameter query verbose: it must be sent now",
    ],
    [
      "a new parameter that must be sent",
      "paths /orders/{id} get parameters",
      [{ name: "x-tenant", in: "header", required: true, schema: { type: "string" } }],
      "additive GET /orders/{id}: parameter header x-tenant: it must be sent now",
    ],
    [
      "a parameter that takes less",
      "paths /orders/{id} parameters 0 schema minimum",
      10,
      "additive GET /orders/{id}: parameter path id: minimum was absent and is 10",
    ],
    [
      "a parameter in another form",
      "paths /status get parameters 0 explode",
      false,
      "additive GET /status: parameter query verbose: explode is another",
    ],
    ["a body that is gone", body, undefined, "additive POST /orders: request body: it is gone"],
    [
      "a body that must be sent now",
      "paths /orders/{id} get requestBody",
      { required: true, content: {} },
      "additive GET /orders/{id}: request body: it must be sent now",
    ],
    [
      "a media type that is gone",
      `${body} content`,
      { "text/plain": {} },
      "additive POST /orders: request body: application/json is gone",
    ],
    [
      "a property that must be sent now, which also every answer has",
      `${order} required`,
      ["item", "count"],
      "additive POST /orders: request body count: it must be sent now",
    ],
    [
      "a property that is gone, in and out",
      `${order} properties count`,
      undefined,
      "additive POST /orders: request body count: it is gone",
      "additive POST /orders: answer 201 count: it is gone",
    ],
    [
      "a value that is let in no longer",
      `${order} properties wrapping enum`,
      ["none"],
      'additive POST /orders: request body wrapping: "paper" is let in no longer',
    ],
    [
      "a value that may come now",
      "components schemas Status properties status enum",
      ["ok", "slow", "ill"],
      'additive GET /status: answer 200 status: "ill" may come now',
    ],
    [
      "a type that takes less",
      `${order} properties gift`,
      { type: "string" },
      "additive POST /orders: request body gift: null is let in no longer",
    ],
    [
      "another type",
      "components schemas Status properties at",
      { type: "integer" },
      "additive GET /status: answer 200 at: it was string and is integer",
    ],
    [
      "an answer that may be null now",
      "components schemas Status properties at type",
      ["string", "null"],
      "additive GET /status: answer 200 at: null may come now",
    ],
    [
      "an answer in another format",
      "components schemas Status properties at format",
      undefined,
      'additive GET /status: answer 200 at: format was "date-time" and is absent',
    ],
    [
      "an answer that may be missing now",
      `${placed} required`,
      [],
      "additive POST /orders: answer 201 id: it came always, and may be missing now",
    ],
    [
      "an answer's status that is gone",
      "paths /status get responses",
      { "204": { description: "It serves" } },
      "additive GET /status: answer 200: it is gone",
    ],
    [
      "an answer's header that is gone",
      "paths /status get responses 200 headers",
      {},
      "additive GET /status: answer 200, header X-Version: it is gone",
    ],
    [
      "a credential that is enough no longer",
      "security",
      [{ key: [] }],
      "additive GET /orders/{id}: credentials that were enough no longer are: its `security` asks for others",
    ],
    [
      "another beginning of its paths",
      "servers",
      [{ url: "https://api.shop.example/v2" }],
      "declared GET /v2/status: the document marks it public, and the stack file does not list it",
      "declared POST /v2/orders: the document marks it public, and the stack file does not list it",
      "declared GET /status: the stack file lists it, and the document does not have it",
      "declared POST /orders: the stack file lists it, and the document does not have it",
      "ghost-routes GET /status: the code serves it, and the document does not have it",
      "ghost-routes POST /orders: the code serves it, and the document does not have it",
      "ghost-routes GET /orders/{}: the code serves it, and the document does not have it",
      "ghost-routes GET /v2/status: the document has it, and the code does not serve it",
      "ghost-routes POST /v2/orders: the document has it, and the code does not serve it",
      "ghost-routes GET /v2/orders/{id}: the document has it, and the code does not serve it",
      "additive GET /status: the operation is gone",
      "additive POST /orders: the operation is gone",
      "additive GET /orders/{id}: the operation is gone",
    ],
  ]);

  it("nothing, where nothing was promised", () => {
    expect(said(changed("paths /status get parameters 0 required", true), { released: undefined })).toEqual(
      [],
    );
  });
});

describe("a promise to clients is kept by", () => {
  tell([
    [
      "a new parameter that need not be sent",
      "paths /orders/{id} get parameters",
      [{ name: "full", in: "query", schema: { type: "boolean" } }],
    ],
    ["a new property that need not be sent", `${order} properties note`, { type: "string", maxLength: 200 }],
    ["a new property of an answer", `${placed} properties total`, { type: "number" }],
    ["a body that need not be sent any longer", `${body} required`, false],
    [
      "a new media type",
      `${body} content application/x-www-form-urlencoded`,
      { schema: { $ref: "#/components/schemas/Order" } },
    ],
    [
      "a new value that is let in and never comes",
      "paths /status get parameters 0 schema",
      { type: ["boolean", "null"] },
    ],
    ["an answer that says less", "components schemas Status properties status enum", ["ok"]],
    ["a wider limit", "paths /orders/{id} parameters 0 schema", { type: "number" }],
    ["a new status of an answer", "paths /status get responses 503", { description: "It does not serve" }],
    ["another way to be let in", "paths /orders/{id} get security", [{ session: [] }, { key: [] }]],
    ["another name in the path", "paths /orders/{id} parameters 0 description", "the order's number"],
    ["a family of statuses", "paths /orders post responses 4XX", { description: "Why not" }],
  ]);
});

describe("a public operation names", () => {
  const anything = (what: string, says: string) => `named-properties POST /orders: ${what}: ${says}`;

  tell([
    [
      "the properties of an object",
      `${order} properties extra`,
      stuff,
      anything("request body extra", "it is an object without named properties"),
      anything("answer 201 extra", "it is an object without named properties"),
    ],
    [
      "all of the properties",
      `${order} properties extra`,
      { ...stuff, properties: { a: { type: "string" } }, additionalProperties: true },
      anything("request body extra", "it takes any property beside those that it names"),
      anything("answer 201 extra", "it takes any property beside those that it names"),
    ],
    [
      "the type of a value",
      `${order} properties extra`,
      {},
      anything("request body extra", "its schema lets anything through"),
      anything("answer 201 extra", "its schema lets anything through"),
    ],
    [
      "a type that there is",
      `${order} properties extra`,
      { type: "any" },
      anything("request body extra", 'its type "any" is none that JSON Schema knows'),
      anything("answer 201 extra", 'its type "any" is none that JSON Schema knows'),
    ],
    [
      "what is in a list",
      `${order} properties extra`,
      { type: "array", items: {} },
      anything("request body extra", "it is a list of anything"),
      anything("answer 201 extra", "it is a list of anything"),
    ],
    [
      "what is in a map",
      `${order} properties extra`,
      { ...stuff, additionalProperties: { type: "array" } },
      anything("request body extra[*]", "it is a list of anything"),
    ],
    [
      "each alternative",
      `${order} properties extra`,
      { anyOf: [{ type: "string" }, stuff] },
      anything("request body extra", "it is an object without named properties"),
      anything("answer 201 extra", "it is an object without named properties"),
    ],
    [
      "what its content is",
      "paths /orders post responses 400 content",
      { "application/problem+json": {} },
      anything("answer 400", "its schema lets anything through"),
    ],
    [
      "what a parameter may be",
      "paths /orders post parameters",
      [{ name: "filter", in: "query", schema: {} }],
      anything("parameter filter", "its schema lets anything through"),
    ],
    [
      "and need not name what is in a picture",
      "paths /orders post responses 400 content",
      { "image/png": {} },
    ],
    [
      "and need not name the keys of a map",
      `${order} properties extra`,
      { ...stuff, additionalProperties: { type: "string" } },
    ],
    ["and may list values instead of a type", `${order} properties extra`, { const: 1 }],
  ]);

  it("everything where the schema is only in the document's next place", () => {
    const deep = {
      type: "object",
      properties: { inner: { type: "array", items: { $ref: "#/components/schemas/Any" } } },
    };
    const document = changed(
      "components schemas Any",
      { description: "anything" },
      changed(`${order} properties extra`, deep),
    );

    expect(said(document)).toContain(
      anything("request body extra.inner[]", "its schema lets anything through"),
    );
  });

  it("in each of its places, where the schema has no name", () => {
    const open = { "application/json": { schema: stuff } };
    const document = changed(
      "paths /status get responses 500",
      { description: "Why", content: open },
      changed("paths /orders post responses 400 content", open),
    );

    expect(said(document)).toEqual([
      "named-properties GET /status: answer 500: it is an object without named properties",
      anything("answer 400", "it is an object without named properties"),
    ]);
  });

  it("while others may do as they like", () => {
    expect(
      said(
        changed("paths /orders/{id} get responses 500", {
          description: "Why",
          content: { "application/json": {} },
        }),
      ),
    ).toEqual([]);
  });
});

describe("a server", () => {
  const servers = (...urls: readonly string[]) =>
    said(
      changed(
        "servers",
        urls.map((url) => ({ url })),
      ),
    );

  it.each([
    "http://localhost:8000",
    "https://127.0.0.1",
    "http://host.docker.internal:8000",
    "https://[::1]:8443",
    "https://0.0.0.0",
  ])("is not the reader's own machine: %s", (url) => {
    expect(servers(url)).toEqual([`servers ${url}: it is the machine of whoever reads the document`]);
  });

  it("is called over TLS", () => {
    expect(servers("http://api.shop.example")).toEqual([
      "servers http://api.shop.example: it is not served over TLS: https:// alone is",
    ]);
  });

  it("is told with its variables' usual values", () => {
    const server = { url: "{scheme}://api.shop.example", variables: { scheme: { default: "http" } } };

    expect(said(changed("servers", [server]))).toEqual([
      "servers http://api.shop.example: it is not served over TLS: https:// alone is",
    ]);
  });

  it("begins its paths as the others do, and is the whole document's", () => {
    expect(servers("https://api.shop.example", "https://staging.shop.example/v1")).toEqual([
      "servers https://staging.shop.example/v1: its paths begin otherwise than those of https://api.shop.example",
    ]);
    expect(said(changed("paths /status get servers", [{ url: "https://other.example" }]))).toEqual([
      "servers GET /status: it names servers of its own: the platform serves an API at one host",
    ]);
  });

  it("need not be named", () => {
    expect([said(changed("servers", undefined)), servers("/")]).toEqual([[], []]);
  });
});
