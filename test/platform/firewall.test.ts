import { describe, expect, it } from "vitest";
import { capacityOf } from "../../components/edge/firewall/capacity.ts";
import {
  above,
  longestForm,
  operationForm,
  packed,
  routeForm,
} from "../../components/edge/firewall/forms.ts";
import { rulesOf } from "../../components/edge/firewall/rules.ts";
import type { FirewallSettings } from "../../components/edge/firewall/settings.ts";
import type { Statement } from "../../components/edge/firewall/statement.ts";
import { probeAgent } from "../../config/probe-agent.ts";
import type { Config } from "../../config/schema.ts";
import { beforeBalancer, beforeCdn } from "../../stacks/firewall.ts";
import { configOf } from "../config/config-of.ts";
import { everyStack, platform, platformOf } from "./platforms.ts";
import { answer, type Known, type Request } from "./web-acl.ts";

const webAcl = "aws:wafv2/webAcl:WebAcl";
const production = configOf("production");
const held = { reason: "a client calls too often", owner: "growth", until: "2999-12-31" };
const counted = (rule: Config["firewall"]["countOnly"][number]["rule"]) => ({ ...held, rule });

/** The production stack with other breakers and other settings of the firewall. */
const changed = (
  breakers: Partial<Config["breakers"]>,
  firewall: Partial<Config["firewall"]> = {},
  config = production,
): Config => ({
  ...config,
  breakers: { ...config.breakers, ...breakers },
  firewall: { ...config.firewall, ...firewall },
});
/** All services on one host. */
const withHost = (config: Config, host: string): Config => ({
  ...config,
  services: Object.fromEntries(
    Object.entries(config.services).map(([id, one]) => [id, "host" in one ? { ...one, host } : one]),
  ),
});
const json = (settings: FirewallSettings): string => JSON.stringify(rulesOf("shop", settings));
const balancer = (config: Config) => (request: Request, known?: Known) =>
  answer(json(beforeBalancer(config)), { host: "api.prospector.example", ...request }, known);

const limits = (settings: FirewallSettings) =>
  rulesOf("shop", settings).flatMap(({ Name, Statement }) =>
    "RateBasedStatement" in Statement ? [[Name, Statement.RateBasedStatement.Limit]] : [],
  );

const app = "https://app.prospector.example";
const token = { authorization: "Bearer x" };
const asking = { origin: app, "access-control-request-method": "POST" };

describe("the firewall before the balancer", () => {
  const ask = balancer(production);

  it.each<[Request, string]>([
    [{ path: "/health" }, "let in"],
    [{ path: "/health", method: "HEAD" }, "let in"],
    [{ path: "/health", host: "API.prospector.example" }, "let in"],
    [{ path: "/api/status" }, "let in"],
    [{ path: "/api/db/info" }, "let in"], // further health
    [{ path: "/api/status", method: "POST" }, "401 credential"],
    [{ path: "/api/status/" }, "401 credential"],
    [{ path: "/api/statusx" }, "401 credential"],
    [{ path: "/API/status" }, "401 credential"],
    [{ path: "/api/companies" }, "401 credential"],
    [{ path: "/api/companies", headers: token }, "let in"],
    [{ path: "/api/companies", headers: { authorization: "" } }, "401 credential"],
    [{ path: "/api/companies", headers: { cookie: "authorization=x" } }, "401 credential"],
    [{ path: "/health", host: "api.prospector.example:443" }, "401 credential"],
    [{ path: "/health", host: "10.20.1.7" }, "401 credential"],
    [{ path: "/.env" }, "401 credential"],
    [{ path: "/api/companies", method: "OPTIONS", headers: asking }, "let in"],
    [{ path: "/api/companies", method: "OPTIONS" }, "401 credential"],
    [{ path: "/api/companies", method: "POST", headers: asking }, "401 credential"],
    [
      { path: "/api/companies", method: "OPTIONS", headers: { ...asking, origin: "https://evil.example" } },
      "403 origin",
    ],
    [{ path: "/api/companies", headers: { ...token, origin: app } }, "let in"],
    [{ path: "/api/companies", headers: { ...token, origin: "https://api.prospector.example" } }, "let in"],
    [{ path: "/api/companies", headers: { ...token, origin: "https://evil.example" } }, "403 origin"],
    [{ path: "/api/companies", headers: { ...token, origin: `${app}.evil.example` } }, "403 origin"],
    [
      { path: "/api/companies", headers: { ...token, origin: "http://app.prospector.example" } },
      "403 origin",
    ],
    [{ path: "/api/status", headers: { origin: "null" } }, "403 origin"],
    [{ path: "/api/files", method: "POST", headers: token, bytes: 1_048_576 }, "let in"],
    [{ path: "/api/files", method: "POST", headers: token, bytes: 1_048_577 }, "413 body-size"],
    [
      { path: "/api/files", method: "POST", headers: { ...token, "content-length": "99999999999" } },
      "413 body-size",
    ],
  ])("answers %j with %s", (request, expected) => {
    expect(ask(request)).toBe(expected);
  });

  it("lets a body that does not say how long it is be as long as WAF can see", () => {
    const said = { ...token, "transfer-encoding": "chunked" };
    const rules = json(beforeBalancer(production));
    const chunked = (bytes: number) => {
      const request = { host: "api.prospector.example", path: "/api/files", headers: said };
      // The length is there for the evaluator alone: the header is not.
      return answer(rules, { ...request, headers: { ...said, "content-length": "" }, bytes });
    };
    expect(chunked(8192)).toBe("let in");
    expect(chunked(8193)).toBe("413 body-size");
  });

  it.each<[Known, Request, string]>([
    [{ perMinute: { address: 601 } }, { path: "/health" }, "429 address-rate"],
    [{ perMinute: { credential: 1201 } }, { path: "/api/companies", headers: token }, "429 credential-rate"],
    [{ perMinute: { credential: 1201 } }, { path: "/health" }, "let in"],
    [{ finds: ["AWSManagedRulesAmazonIpReputationList"] }, { path: "/health" }, "403 reputation"],
    [{ finds: ["AWSManagedRulesKnownBadInputsRuleSet"] }, { path: "/health" }, "403 known-bad-inputs"],
    [{ finds: ["AWSManagedRulesCommonRuleSet"] }, { path: "/health" }, "403 common"],
    [{ finds: ["AWSManagedRulesSQLiRuleSet"] }, { path: "/health" }, "403 sql"],
    [{ finds: ["AWSManagedRulesBotControlRuleSet"] }, { path: "/health" }, "let in"],
  ])("%j: answers %j with %s", (known, request, expected) => {
    expect(ask(request, known)).toBe(expected);
  });

  it("takes a cookie for a credential where the stack says so, and counts by it", () => {
    const config = changed({}, { credentials: [{ cookie: "session" }, { header: "x-api-key" }] });
    const cookies = balancer(config);
    const path = "/api/companies";
    expect(cookies({ path })).toBe("401 credential");
    expect(cookies({ path, headers: token })).toBe("401 credential");
    expect(cookies({ path, headers: { cookie: "a=1; session=x" } })).toBe("let in");
    expect(cookies({ path, headers: { cookie: "xsession=x" } })).toBe("401 credential");
    expect(cookies({ path, headers: { "x-api-key": "x" } })).toBe("let in");
    expect(cookies({ path, headers: { cookie: "session=x" } }, { perMinute: { credential: 1201 } })).toBe(
      "429 credential-rate",
    );
  });

  it("takes longer bodies where files are sent to, and nowhere beside", () => {
    const config = changed(
      {},
      {
        uploads: [
          { path: "/api/files/*", bodyKiB: 2048 },
          { path: "/api/notes", bodyKiB: 16 },
        ],
      },
    );
    const send = (path: string, kib: number) =>
      balancer(config)({ path, method: "POST", headers: token, bytes: kib * 1024 });
    expect(send("/api/files/1", 2048)).toBe("let in");
    expect(send("/api/files/1", 2049)).toBe("413 body-size");
    expect(send("/api/file", 1025)).toBe("413 body-size");
    expect(send("/api/notes", 16)).toBe("let in");
    expect(send("/api/notes", 17)).toBe("413 body-size");
  });

  it("never takes a path that is written in another way for a public one", () => {
    const dashboards = configOf("production", "examples/analytics");
    const rules = json(beforeBalancer(dashboards));
    const get = (path: string) => answer(rules, { host: "analytics.example", path });
    expect(get("/api/reports/42")).toBe("let in");
    for (const path of [
      "/api/reports/..",
      "/api/reports/.",
      "/api/reports/%2e%2e%2fadmin",
      "/api/reports/1%2Fsecret",
      "/api/reports/1%5csecret",
      "/api/reports/%252e",
      "/api/reports/1%00",
      "/api/reports/1\\secret",
      "/api/reports//",
      "//api/reports/1",
      "/api/reports/1/secret",
      "/api/./reports/1",
    ])
      expect([path, get(path)]).toEqual([path, "401 credential"]);
  });
});

describe("a stack with pages", () => {
  const dashboards = configOf("production", "examples/dashboards");
  const rules = json(beforeBalancer(dashboards));
  const pages = "pages.dashboards.example";
  /** As the CDN writes it, and as anybody can. */
  const byCdn = { "x-forwarded-host": "app.dashboards.example" };
  const amazon = [16509, 14618];

  it("serves them to everybody, from whatever page they were asked", () => {
    expect(answer(rules, { host: pages, path: "/pricing" })).toBe("let in");
    expect(answer(rules, { host: pages, path: "/", headers: { origin: "https://news.example" } })).toBe(
      "let in",
    );
    expect(answer(rules, { host: "api.dashboards.example", path: "/v1/boards" })).toBe("401 credential");
  });

  it("leaves visitors to the CDN's firewall, which knows their addresses, and gives the CDN's own a ceiling", () => {
    const from = (headers: Record<string, string>, network: number, address: number, host = pages) =>
      answer(rules, { host, headers: { ...token, ...headers }, network }, { perMinute: { address } });
    for (const network of amazon) {
      expect(from(byCdn, network, 12_000)).toBe("let in");
      expect(from({ ...byCdn, "x-forwarded-for": "unknown" }, network, 12_000)).toBe("let in");
      expect(from(byCdn, network, 12_001)).toBe("429 address-ceiling");
      expect(from({}, network, 601)).toBe("429 address-rate");
      expect(from(byCdn, network, 601, "api.dashboards.example")).toBe("429 address-rate");
    }
    const ask = (request: Request, address: number) =>
      answer(
        json(beforeCdn(dashboards)),
        { ...request, host: "app.dashboards.example" },
        { perMinute: { address } },
      );
    expect(ask({}, 600)).toBe("let in");
    expect(ask({ headers: { ...byCdn, "x-forwarded-for": "198.51.100.7" }, network: 16509 }, 601)).toBe(
      "429 address-rate",
    );
  });

  it("is not talked out of counting by whoever asks the balancer and says that the CDN does", () => {
    const forged = (headers: Record<string, string>, network?: number) =>
      answer(
        rules,
        { host: pages, headers, ...(network !== undefined && { network }) },
        { perMinute: { address: 601 } },
      );
    for (const headers of [
      { "x-forwarded-for": "198.51.100.7" },
      { ...byCdn, "x-forwarded-for": "198.51.100.7" },
      { ...byCdn, "x-forwarded-for": "130.176.0.1, 130.176.0.2" },
      { ...byCdn, via: "1.1 0123.cloudfront.net (CloudFront)", "x-amz-cf-id": "x" },
    ])
      for (const network of [undefined, 3320])
        expect([headers, forged(headers, network)]).toEqual([headers, "429 address-rate"]);
  });

  it("counts no address where address-rate only counts, and says of both until when", async () => {
    const config = changed({}, { countOnly: [counted("address-rate")] }, dashboards);
    const ask = (perMinute: number) =>
      answer(json(beforeBalancer(config)), { host: pages }, { perMinute: { address: perMinute } });
    expect([ask(601), ask(12_001)]).toEqual(["let in", "let in"]);
    const plan = await platformOf(config);
    const [acl] = plan.declared.filter(({ name }) => name === "firewall-rules");
    expect(acl?.inputs.tags).toEqual({
      "counts-until-address-rate": "2999-12-31",
      "counts-until-address-ceiling": "2999-12-31",
    });
  });

  it("tightens what a visitor may ask for, and not what the CDN may", () => {
    const tight = changed({ rate: { address: 60, credential: 90, ...held } }, {}, dashboards);
    expect(limits(beforeBalancer(tight))).toEqual([
      ["address-rate", 60],
      ["address-ceiling", 12_000],
      ["credential-rate", 90],
    ]);
    expect(limits(beforeCdn(tight))).toEqual([
      ["address-rate", 60],
      ["credential-rate", 90],
    ]);
  });

  it("lets nobody say that visitors came by another name than the CDN's", () => {
    const named = (name: string, host = pages, network = 3320) =>
      answer(rules, { host, headers: { ...token, "x-forwarded-host": name }, network });
    expect(named("app.dashboards.example")).toBe("let in");
    for (const name of [
      "evil.example",
      "app.dashboards.example.evil.example",
      pages,
      "app.dashboards.example, x",
    ])
      for (const network of [3320, ...amazon])
        expect([name, named(name, pages, network)]).toEqual([name, "403 forged-host"]);
    expect(named("evil.example", "PAGES.dashboards.example")).toBe("403 forged-host");
    // Nobody but the CDN's own service is told to believe it.
    expect(named("evil.example", "api.dashboards.example")).toBe("let in");
  });

  it("asks for a credential where an API shares the pages' host, as the balancer tells them apart", () => {
    const shared = beforeBalancer(withHost(dashboards, pages));
    const ask = (path: string) => answer(json(shared), { host: pages, path });
    expect(ask("/pricing")).toBe("let in");
    expect(ask("/v1/boards")).toBe("401 credential");
    expect(ask("/health")).toBe("let in");
  });
});

describe("AWS's bot control", () => {
  const dashboards = configOf("production", "examples/dashboards");
  const careful = (config: Config) => changed({}, { bots: "common" }, config);
  const known = { finds: ["AWSManagedRulesBotControlRuleSet"] };
  const asked = (settings: FirewallSettings) => (request: Request) => answer(json(settings), request, known);
  const pages = { host: "pages.dashboards.example" };
  const byCdn = { "user-agent": "Amazon CloudFront", "x-forwarded-host": "app.dashboards.example" };

  it("judges who asks for pages, but not our own probes and smoke tests", () => {
    const ask = asked(beforeBalancer(careful(dashboards)));
    expect(ask(pages)).toBe("403 bots");
    const as = (agent: string) => ask({ ...pages, headers: { "user-agent": agent } });
    const agent = probeAgent(dashboards);
    expect([as(agent), as(`Mozilla/5.0 HeadlessChrome/153.0 ${agent}`)]).toEqual(["let in", "let in"]);
    expect(as("golive-probes/0123456789abcdef")).toBe("403 bots");
    expect(as("golive-smoke")).toBe("403 bots");
  });

  it("lets an API's clients be what they are, on its own host and beside pages", () => {
    const client = { headers: { ...token, "user-agent": "python-requests/2.32" } };
    const ask = asked(beforeBalancer(careful(dashboards)));
    expect(ask({ host: "api.dashboards.example", path: "/v1/boards", ...client })).toBe("let in");
    expect(asked(beforeBalancer(careful(production)))({ host: "api.prospector.example", ...client })).toBe(
      "let in",
    );
    const beside = careful(withHost(dashboards, pages.host));
    const shared = asked(beforeBalancer(beside));
    expect(shared({ ...pages, path: "/v1/boards", ...client })).toBe("let in");
    expect(shared({ ...pages, path: "/pricing", ...client })).toBe("403 bots");
  });

  it("leaves to the CDN's firewall what the CDN asks for, and to no one else who says so", () => {
    const ask = asked(beforeBalancer(careful(dashboards)));
    const asset = { ...pages, path: "/_next/static/a.js", headers: byCdn };
    expect(ask({ ...asset, network: 16509 })).toBe("let in");
    expect(ask(asset)).toBe("403 bots");
    expect(ask({ ...asset, headers: { "user-agent": "Amazon CloudFront" }, network: 16509 })).toBe(
      "403 bots",
    );
  });

  it("judges all that the CDN is asked for, by whatever name, but for the API that it passes on", () => {
    const ask = asked(beforeCdn(careful(production)));
    for (const host of ["app.prospector.example", "d0123456789abc.cloudfront.net"])
      expect(ask({ host, path: "/api/companies" })).toBe("403 bots");
    expect(ask({ headers: { "user-agent": probeAgent(production) } })).toBe("let in");
    if (!production.frontend) throw new Error("the production stack has a frontend");
    const passedOn = { ...production, frontend: { ...production.frontend, api: "api" } };
    const one = asked(beforeCdn(careful(passedOn)));
    expect(one({ path: "/api/companies" })).toBe("let in");
    for (const path of ["/", "/apis", "/api/../", "/api//x", "/api/%2e%2e/"])
      expect([path, one({ path })]).toEqual([path, "403 bots"]);
  });

  it("is not paid for where the stack does not say so, nor before a balancer without pages", () => {
    const names = (settings: FirewallSettings) => rulesOf("shop", settings).map(({ Name }) => Name);
    expect(names(beforeBalancer(dashboards))).not.toContain("bots");
    expect(names(beforeBalancer(careful(production)))).not.toContain("bots");
    expect(names(beforeCdn(careful(production)))).toContain("bots");
  });
});

describe("breakers", () => {
  const status = { path: "/api/status", service: "api", ...held };

  it("ask for a credential on a demoted path, however it is written, and leave the others alone", () => {
    const ask = balancer(changed({ demote: [{ ...status, answer: "credential" }] }));
    expect(ask({ path: "/api/status" })).toBe("401 credential");
    expect(ask({ path: "/api/%73tatus" })).toBe("401 credential");
    expect(ask({ path: "/api/status", headers: token })).toBe("let in");
    expect(ask({ path: "/api/status", method: "OPTIONS", headers: asking })).toBe("let in");
    expect(ask({ path: "/health" })).toBe("let in");
  });

  it("close a path for everybody, before anything else is asked", () => {
    const ask = balancer(changed({ demote: [{ ...status, path: "/api/*", answer: "unavailable" }] }));
    expect(ask({ path: "/api/companies", headers: token })).toBe("503 unavailable");
    expect(ask({ path: "/api/%63ompanies", headers: token })).toBe("503 unavailable");
    expect(ask({ path: "/api//companies", headers: token }, { perMinute: { address: 601 } })).toBe(
      "503 unavailable",
    );
    expect(ask({ path: "/x/../api/companies", headers: token })).toBe("503 unavailable");
    expect(ask({ path: "/health" })).toBe("let in");
  });

  it("answer visitors of pages with a page, at the balancer and at the CDN that remembers them", () => {
    const dashboards = configOf("production", "examples/dashboards");
    const closed = { path: "/pricing*", service: "web", answer: "unavailable" as const, ...held };
    const config = changed({ demote: [closed] }, {}, dashboards);
    const request = { path: "/pricing/eu" };
    expect(answer(json(beforeBalancer(config)), { host: "pages.dashboards.example", ...request })).toBe(
      "503 unavailable-page",
    );
    expect(answer(json(beforeCdn(config)), { host: "app.dashboards.example", ...request })).toBe(
      "503 unavailable-page",
    );
    expect(answer(json(beforeCdn(config)), { host: "app.dashboards.example", path: "/" })).toBe("let in");
    const credential = changed({ demote: [{ ...closed, answer: "credential" }] }, {}, dashboards);
    expect(answer(json(beforeCdn(credential)), { host: "app.dashboards.example", ...request })).toBe(
      "401 credential",
    );
    expect(answer(json(beforeCdn(credential)), { host: "app.dashboards.example", path: "/" })).toBe("let in");
  });

  it("freeze the surface: what is not declared is not there, and a credential is asked for even where it only counted", () => {
    const api = production.services.api;
    if (api?.kind !== "api") throw new Error("the production stack has an API");
    const guarded: Config = {
      ...production,
      services: {
        ...production.services,
        api: { ...api, surface: { ...api.surface, protected: ["/api/companies*"] } },
      },
    };
    const freeze = { operations: 2, ...held };
    const countOnly = [counted("credential")];
    const ask = balancer(changed({ freeze }, { countOnly }, guarded));
    expect(ask({ path: "/api/companies/1", headers: token })).toBe("let in");
    expect(ask({ path: "/api/companies/1" })).toBe("401 credential");
    expect(ask({ path: "/api/reports", headers: token })).toBe("404 frozen");
    expect(ask({ path: "/api/companies/../reports", headers: token })).toBe("404 frozen");
    expect(ask({ path: "/api/status" })).toBe("let in");
    expect(ask({ path: "/api/reports", method: "OPTIONS", headers: asking })).toBe("let in");

    const all = balancer(changed({ freeze }, { countOnly }));
    expect(all({ path: "/api/reports", headers: token })).toBe("let in");
    expect(all({ path: "/api/reports" })).toBe("401 credential");
    const thawed = balancer(changed({}, { countOnly }));
    expect(thawed({ path: "/api/reports" })).toBe("let in");
  });

  it("tighten the rates", () => {
    expect(limits(beforeBalancer(production))).toEqual([
      ["address-rate", 600],
      ["credential-rate", 1200],
    ]);
    expect(limits(beforeBalancer(changed({ rate: { address: 60, credential: 90, ...held } })))).toEqual([
      ["address-rate", 60],
      ["credential-rate", 90],
    ]);
  });

  it("change the rules, tags and numbers of tasks, and no other resource", async () => {
    const worker = { worker: "worker", ...held };
    const before = await platform("production");
    const after = await platformOf(
      changed({
        demote: [{ ...status, answer: "credential" }],
        freeze: { operations: 2, ...held },
        rate: { address: 60, credential: 90, ...held },
        pause: [worker],
      }),
    );
    expect(after.names()).toEqual(before.names());
    const of = new Map(before.declared.map((one) => [`${one.type} ${one.name}`, one.inputs]));
    const differing = after.declared.flatMap(({ type, name, inputs }) => {
      const was = of.get(`${type} ${name}`) ?? {};
      return Object.keys({ ...was, ...inputs })
        .filter((key) => JSON.stringify(was[key]) !== JSON.stringify(inputs[key]))
        .map((key) => `${name} ${key}`);
    });
    expect(differing.sort()).toEqual([
      "alarms-worker-unwell actionsEnabled",
      "alarms-worker-unwell tags",
      "firewall-cdn-rules ruleJson",
      "firewall-cdn-rules tags",
      "firewall-rules ruleJson",
      "firewall-rules tags",
      "worker-scaling maxCapacity",
      "worker-scaling minCapacity",
      "worker-scaling tags",
    ]);
    const [scaling] = after.declared.filter(({ name }) => name === "worker-scaling");
    expect(scaling?.inputs).toMatchObject({
      minCapacity: 0,
      maxCapacity: 0,
      tags: {
        breaker: "pause",
        "breaker-reason": "a client calls too often",
        "breaker-owner": "growth",
        "breaker-until": "2999-12-31",
      },
    });
    const [rules] = after.declared.filter(({ name }) => name === "firewall-rules");
    expect(rules?.inputs.tags).toEqual({
      "breaker-until-demote": "2999-12-31",
      "breaker-until-freeze": "2999-12-31",
      "breaker-until-rate": "2999-12-31",
    });
  });
});

describe("rules that only count", () => {
  it.each<[Config["firewall"]["countOnly"][number]["rule"], Request, Known]>([
    ["address-rate", { path: "/health" }, { perMinute: { address: 601 } }],
    ["credential-rate", { path: "/health", headers: token }, { perMinute: { credential: 1201 } }],
    ["body-size", { path: "/health", bytes: 2_000_000 }, {}],
    ["origin", { path: "/health", headers: { origin: "https://evil.example" } }, {}],
    ["credential", { path: "/api/companies" }, {}],
    ["reputation", { path: "/health" }, { finds: ["AWSManagedRulesAmazonIpReputationList"] }],
    ["known-bad-inputs", { path: "/health" }, { finds: ["AWSManagedRulesKnownBadInputsRuleSet"] }],
    ["common", { path: "/health" }, { finds: ["AWSManagedRulesCommonRuleSet"] }],
    ["sql", { path: "/health" }, { finds: ["AWSManagedRulesSQLiRuleSet"] }],
  ])("let in what %s would refuse", (rule, request, known) => {
    expect(balancer(production)(request, known)).toMatch(new RegExp(` ${rule}$`));
    expect(balancer(changed({}, { countOnly: [counted(rule)] }))(request, known)).toBe("let in");
  });

  it("let in what bots would refuse", () => {
    const known = { finds: ["AWSManagedRulesBotControlRuleSet"] };
    const config = changed({}, { bots: "common", countOnly: [counted("bots")] });
    expect(answer(json(beforeCdn(config)), {}, known)).toBe("let in");
  });
});

describe.each(everyStack)("$product, $stack", ({ product, stack }) => {
  // With all that can be switched on.
  const config = changed({}, { bots: "common" }, configOf(stack, product));
  const both = [beforeBalancer(config), beforeCdn(config)].map((settings) => rulesOf("shop", settings));

  it("stays within the capacity that is included", () => {
    for (const rules of both) expect(capacityOf(rules)).toBeLessThanOrEqual(1500);
  });

  it("stays within what WAF takes of rules, expressions and texts", () => {
    for (const rules of both) {
      expect(rules.filter(({ Statement }) => "RateBasedStatement" in Statement).length).toBeLessThanOrEqual(
        10,
      );
      expect(new Set(rules.map(({ Priority }) => Priority)).size).toBe(rules.length);
      for (const { Statement } of rules)
        for (const one of leaves(Statement)) {
          if ("RegexMatchStatement" in one)
            expect(one.RegexMatchStatement.RegexString.length).toBeLessThanOrEqual(longestForm);
          if ("ByteMatchStatement" in one)
            expect(one.ByteMatchStatement.SearchString.length).toBeLessThanOrEqual(200);
        }
    }
  });

  it("lets in each public operation and each path of its health, and asks for a credential beside them", () => {
    const rules = json(beforeBalancer(config));
    for (const one of Object.values(config.services)) {
      if (one.kind !== "api") continue;
      const asked = [
        ...one.surface.public.map(({ method, path }) => ({
          method,
          path: path.replaceAll(/\{[^}]*\}/g, "42"),
        })),
        ...[one.health.path, ...one.health.also].map((path) => ({ method: "GET", path })),
      ];
      for (const request of asked) {
        expect([request, answer(rules, { host: one.host, ...request })]).toEqual([request, "let in"]);
        const beside = { ...request, path: `${request.path}/x/y` };
        expect([beside, answer(rules, { host: one.host, ...beside })]).toEqual([beside, "401 credential"]);
      }
    }
  });
});

describe("the web ACLs", () => {
  it("stand before the balancer and the CDN, with all that is judged known before anything is made", async () => {
    const plan = await platform("production");
    const lists = plan.declared.filter(({ type }) => type === webAcl);
    expect(
      lists.map(({ name, inputs: { name: called, scope, region } }) => [name, called, scope, region]),
    ).toEqual([
      ["firewall-rules", "prospector-production-balancer", "REGIONAL", undefined],
      ["firewall-cdn-rules", "prospector-production-cdn", "CLOUDFRONT", "us-east-1"],
    ]);
    for (const { inputs } of lists) expect(() => JSON.parse(String(inputs.ruleJson))).not.toThrow();
    const association = "aws:wafv2/webAclAssociation:WebAclAssociation";
    const [before, ...others] = plan.declared.filter(({ type }) => type === association);
    expect(others).toEqual([]);
    expect(before?.uses("webAclArn")).toEqual(["firewall-rules"]);
    expect(before?.uses("resourceArn")).toEqual(["balancer-balancer"]);
  });

  it("write down whom they refused, without credentials, and in the stack's own region", async () => {
    const plan = await platform("production");
    const logging = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
    const configurations = plan.declared.filter(({ type }) => type === logging);
    expect(configurations.map((one) => one.uses("logDestinationConfigs")).sort()).toEqual([
      ["firewall-cdn-logs", "firewall-cdn-logs-policy"],
      ["firewall-logs", "firewall-logs-policy"],
    ]);
    for (const { inputs } of configurations)
      expect(inputs.redactedFields).toEqual([
        { singleHeader: { name: "authorization" } },
        { singleHeader: { name: "cookie" } },
        { queryString: {} },
      ]);
    const named = (name: string) => plan.declared.find((one) => one.name === name)?.inputs;
    expect(named("firewall-logs")).toMatchObject({
      name: "aws-waf-logs-prospector-production-balancer",
      retentionInDays: 365,
    });
    expect(named("firewall-cdn-logs")).toMatchObject({
      bucket: "aws-waf-logs-prospector-production-111122223333",
    });
    expect(named("firewall-cdn-logs")?.region).toBeUndefined();
    const { Statement } = JSON.parse(String(named("firewall-cdn-logs-policy")?.policy));
    const bucket = "arn:aws:s3:::aws-waf-logs-prospector-production-111122223333";
    const delivers = { Effect: "Allow", Principal: { Service: "delivery.logs.amazonaws.com" } };
    const ArnLike = { "aws:SourceArn": "arn:aws:logs:us-east-1:111122223333:*" };
    const account = { "aws:SourceAccount": "111122223333" };
    expect(
      Statement.filter(({ Sid }: { Sid: string }) => Sid.startsWith("AWSLogDelivery")),
      "as AWS writes them, which adds its own where it does not find them",
    ).toEqual([
      {
        ...delivers,
        Sid: "AWSLogDeliveryWrite",
        Action: "s3:PutObject",
        Resource: `${bucket}/AWSLogs/111122223333/*`,
        Condition: {
          StringEquals: { ...account, "s3:x-amz-acl": "bucket-owner-full-control" },
          ArnLike,
        },
      },
      {
        ...delivers,
        Sid: "AWSLogDeliveryAclCheck",
        Action: "s3:GetBucketAcl",
        Resource: bucket,
        Condition: { StringEquals: account, ArnLike },
      },
    ]);
  });

  it("say what each answer is, and where pages of one origin call, let them read it", () => {
    const rules = rulesOf("shop", beforeBalancer(production));
    const [credential] = rules.filter(({ Name }) => Name === "credential");
    expect(credential?.Action).toEqual({
      Block: {
        CustomResponse: {
          ResponseCode: 401,
          CustomResponseBodyKey: "credential",
          ResponseHeaders: [
            { Name: "WWW-Authenticate", Value: "Bearer" },
            { Name: "Access-Control-Allow-Origin", Value: app },
            { Name: "Access-Control-Allow-Credentials", Value: "true" },
            { Name: "Vary", Value: "Origin" },
          ],
        },
      },
    });
    const [rate] = rules.filter(({ Name }) => Name === "address-rate");
    expect(JSON.stringify(rate?.Action)).toContain('{"Name":"Retry-After","Value":"60"}');
    const two = { ...beforeBalancer(production), readers: [app, "https://other.example"] };
    expect(JSON.stringify(rulesOf("shop", two))).not.toContain("Access-Control-Allow-Origin");
  });

  it("refuse a surface that needs more than what is included", async () => {
    const api = production.services.api;
    if (api?.kind !== "api") throw new Error("the production stack has an API");
    const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
    const operations = Array.from({ length: 200 }, (_, index) => ({
      method: methods[index % 5] ?? "GET",
      path: `/api/${"long-segment-of-a-path-".repeat(7)}${index}`,
    }));
    const surface = { ...api.surface, public: operations, count: 200 };
    const config = { ...production, services: { ...production.services, api: { ...api, surface } } };
    await expect(platformOf(config)).rejects.toThrow(
      /the firewall before the balancer needs up to \d+ capacity units, and 1500 are included/,
    );
  });
});

describe("expressions", () => {
  it("hold numbers above one, and no others", () => {
    for (const least of [8192, 1_048_576, 9, 99, 1_073_741_824]) {
      const form = new RegExp(above(least));
      for (const more of [least + 1, least + 7, least * 2, least * 10, least * 1000])
        expect([more, form.test(String(more))]).toEqual([more, true]);
      for (const less of [0, 1, least - 1, least])
        expect([less, form.test(String(less))]).toEqual([less, false]);
      expect(form.test(`00${least + 1}`)).toBe(true);
      expect(above(least).length).toBeLessThanOrEqual(longestForm);
    }
  });

  it("take an operation's path as OpenAPI writes it, and a route as a listener rule does", () => {
    expect(operationForm("/v1/items/{id}:undo")).toBe("/v1/items/[^/]+:undo");
    expect(operationForm("/files/{path:path}")).toBe("/files/.*");
    expect(operationForm("/a.json")).toBe("/a\\.json");
    expect(routeForm("/api/v?/*")).toBe("/api/v./.*");
    expect(routeForm("/a+b/*")).toBe("/a\\+b/.*");
  });

  it("are packed into as few as AWS takes", () => {
    expect(packed(["/a", "/b", "/a"])).toEqual(["^(?:/a|/b)$"]);
    const forms = Array.from({ length: 40 }, (_, index) => `/api/v1/things/${index}`);
    const packs = packed(forms);
    expect(packs.every((form) => form.length <= longestForm)).toBe(true);
    for (const form of forms) expect(packs.some((pack) => new RegExp(pack).test(form))).toBe(true);
  });
});

function leaves(statement: Statement): readonly Statement[] {
  if ("AndStatement" in statement) return statement.AndStatement.Statements.flatMap(leaves);
  if ("OrStatement" in statement) return statement.OrStatement.Statements.flatMap(leaves);
  if ("NotStatement" in statement) return leaves(statement.NotStatement.Statement);
  return [statement];
}
