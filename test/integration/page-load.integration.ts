import type { RequestListener } from "node:http";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Config } from "../../config/schema.ts";
import { pageLoad } from "../../ops/page-load.ts";
import type { Attempted } from "../../ops/trial/attempt.ts";
import { World } from "../drills/world.ts";
import { listening, silenced } from "../listening.ts";
import { commandOf } from "./tools.ts";

// Real: the browser, and what it makes of a page. The page is a server's of this machine.
const servers: Server[] = [];
let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => {
  for (const one of servers.splice(0)) silenced(one);
  world[Symbol.dispose]();
});

async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  return `http://127.0.0.1:${await listening(server)}`;
}

const page =
  (body: string, status = 200): RequestListener =>
  ({ url }, response) => {
    if (url === "/") response.writeHead(status, { "content-type": "text/html" }).end(`<html>${body}</html>`);
    else response.writeHead(204).end();
  };

async function loaded(
  pages: string,
  {
    signal = new AbortController().signal,
    slo = {} as Partial<Config["slo"]>,
    tell = () => undefined as unknown,
  } = {},
): Promise<Attempted> {
  const trial = await world.trial({ through: { pages } });
  const { target } = trial;
  const config = { ...target.config, slo: { ...target.config.slo, ...slo } };
  const [browser = "chromium", ...browserArgs] = commandOf("chromium");
  return pageLoad({ ...trial, target: { ...target, config } }, { browser, browserArgs, signal, tell });
}
const found = ({ passed, failures = [] }: Attempted) => [
  passed,
  failures.map(({ what, requirements }) => [what, requirements]),
];

describe("the first page in a real browser", { timeout: 60_000 }, () => {
  it("passes where nothing is wrong with it, by five loads", async () => {
    const outcome = await loaded(await serving(page("welcome")));

    expect(found(outcome)).toEqual([true, []]);
    expect(outcome.measurements).toMatchObject({ loads: 5, limitMs: world.target.config.slo.loadMs });
    expect(outcome.says).toMatch(/^the first page takes \d+ ms in a real browser, of at most \d+ ms$/);
  });

  // One page for all of them: a browser's five visits take their time.
  it("fails by its answer, its time, each error and each stranger, and repeats nothing confidential", async () => {
    const stranger = await serving((_, response) => response.writeHead(204).end());
    const body = [
      "<script>console.error('broken ?token=x')</script>",
      "<script>throw new Error('unhandled')</script>",
      `<img src="${stranger}/pixel?user=1">`,
    ];
    const outcome = await loaded(await serving(page(body.join(""), 503)), { slo: { loadMs: 0 } });

    expect(found(outcome)).toEqual([
      false,
      [
        ["the page answered 503", ["C16", "P01"]],
        [expect.stringMatching(/^the first page takes \d+ ms, and 0 ms is the most$/), ["C16"]],
        [expect.stringMatching(/^console: .* status of 503/), ["C16", "P01"]],
        ["console: broken ?…", ["C16", "P01"]],
        ["error: unhandled", ["C16", "P01"]],
        [`pages ask ${stranger}, which is none of the platform's and stands in no frontend.csp`, ["P10"]],
      ],
    ]);
    expect(JSON.stringify(outcome)).not.toContain("token=x");
  });

  it("fails where it leads to a page that is never there, which no browser measures", async () => {
    const pages = await serving(({ url }, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      if (url === "/") response.end("<html><script>onload = () => location.replace('/next')</script></html>");
      else if (url === "/next") response.write("<html><p>nearly");
      else response.end();
    });
    const outcome = await loaded(pages);

    expect(found(outcome)).toEqual([
      false,
      [[`${pages}/next: it was never loaded to its end`, ["C16", "P01"]]],
    ]);
    expect(outcome.measurements).toMatchObject({ loads: 0 });
  });

  it("fails at once, and as a trial of the product, where nobody answers", async () => {
    const outcome = await loaded("http://127.0.0.1:1");
    const [passed, failures] = found(outcome);

    expect(passed).toBe(false);
    expect(failures).toEqual([
      ["the page answered nothing", ["C16", "P01"]],
      [expect.stringMatching(/^http:\/\/127\.0\.0\.1:1\/: net::ERR_/), ["C16", "P01"]],
    ]);
    expect(outcome.measurements).toEqual({ loads: 0, limitMs: world.target.config.slo.loadMs });
  });

  it("shows nothing where somebody stops it", async () => {
    const stopping = new AbortController();
    const outcome = await loaded(await serving(page("welcome")), {
      signal: stopping.signal,
      tell: () => stopping.abort(),
    });

    expect(found(outcome)).toEqual([false, [["stopped after 1 of 5 loads", ["C16"]]]]);
  });
});
