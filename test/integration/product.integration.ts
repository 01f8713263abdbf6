import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Product } from "./product.ts";
import { ask, created, preflight } from "./product-asking.ts";
import { until } from "./until.ts";

let product: Product;
let token: string;

beforeAll(async () => {
  product = await Product.start();
  token = product.env.SMOKE_TOKEN ?? "";
}, 300_000);
afterAll(() => product?.stop());

describe("the sample product", { timeout: 180_000 }, () => {
  it("is healthy, says what serves, and how its database is to whoever is signed in", async () => {
    expect((await ask(product, "/health")).said).toEqual({ status: "ok" });
    expect((await ask(product, "/api/status")).said).toEqual({ status: "ok", environment: "staging" });
    expect((await ask(product, "/api/db/info")).status).toBe(401);
    expect((await ask(product, "/api/db/info", { token })).said).toMatchObject({ schema_version: "2" });
  });

  it("signs in who has the password, and nobody else", async () => {
    const login = (password = "") =>
      ask(product, "/auth/login", { json: { email: "Smoke@rolodex.example", password } });
    const { status, said } = await login(product.env.SMOKE_PASSWORD);

    expect(status).toBe(200);
    expect((await ask(product, "/api/companies", { token: said.token })).status).toBe(200);
    expect((await login("something else")).status).toBe(401);
    expect((await ask(product, "/api/companies", { token: `${said.token}x` })).status).toBe(401);
  });

  it("shows, changes and removes a company for its organisation; for others there is none", async () => {
    const path = `/api/companies/${await created(product, token)}`;
    const stranger = product.env.TENANT_PROBE_TOKEN ?? "";
    const json = { name: "Pier", domain: "pier.example" };
    const asks = (as: string) =>
      Promise.all([
        ask(product, path, { token: as }),
        ask(product, path, { token: as, method: "PUT", json }),
        ask(product, `${path}/enrich`, { token: as }),
      ]);

    expect((await asks(token)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await asks(stranger)).map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await ask(product, path, { token: stranger, method: "DELETE" })).status).toBe(404);
    expect((await ask(product, path, { token })).said).toMatchObject(json);
    expect((await ask(product, path, { token, method: "DELETE" })).status).toBe(204);
    expect((await ask(product, path, { token })).status).toBe(404);
  });

  it("has the worker find out about a company, and both log the same request", async () => {
    const path = `/api/companies/${await created(product, token)}/enrich`;
    const headers = { "x-request-id": "the-request-that-is-followed" };

    expect(await ask(product, path, { token, method: "POST", headers })).toMatchObject({ status: 202 });
    await until("the job is done", async () => (await ask(product, path, { token })).said.status === "done");
    const followed = () => product.lines.filter(({ request_id }) => request_id === headers["x-request-id"]);
    await until("both have said so", async () => followed().length === 2);

    expect((await ask(product, path, { token })).said.summary).toBe("Quay can be found at quay.example");
    expect(followed()).toEqual([
      expect.objectContaining({ path, status: 202, duration_ms: expect.any(Number) }),
      expect.objectContaining({ message: "job done", job_id: expect.any(String), retry_count: 0 }),
    ]);
  });

  it("keeps a report as a file, and gives it back to its organisation alone", async () => {
    const { status, said } = await ask(product, "/api/reports", { token, method: "POST" });
    const read = (as?: string) =>
      ask(product, `/api/reports/${said.id}`, as === undefined ? {} : { token: as });

    expect(status).toBe(201);
    expect((await read(token)).text).toMatch(/^name,domain,summary\r\nHarbour,harbour\.example,/);
    expect((await read(product.env.TENANT_PROBE_TOKEN)).status).toBe(404);
    expect(
      readdirSync(product.reports, { recursive: true }).some((name) => String(name).endsWith(".csv")),
    ).toBe(true);
  });

  it("sends an invitation by mail", async () => {
    const email = "guest@elsewhere.example";

    expect((await ask(product, "/api/invitations", { token, json: { email } })).said).toMatchObject({
      sent: true,
    });
    expect(product.mails).toEqual([
      expect.stringMatching(/^From: invitations@staging\.rolodex\.example\nTo: guest@/m),
    ]);
  });

  it("writes no address, no token and no password into its log", async () => {
    const { SMOKE_TOKEN, SMOKE_PASSWORD, DATABASE_URL, JWT_SECRET } = product.env;
    const log = JSON.stringify(product.lines);

    expect(product.lines.length).toBeGreaterThan(10);
    for (const secret of [SMOKE_TOKEN, SMOKE_PASSWORD, DATABASE_URL, JWT_SECRET, "guest@elsewhere.example"])
      expect(log).not.toContain(secret);
  });

  it("lets pages of its own origins ask, and no others", async () => {
    expect(await preflight(product, product.pages)).toBe(product.pages);
    expect(await preflight(product, "https://www.staging.rolodex.example")).toBe(
      "https://www.staging.rolodex.example",
    );
    expect(await preflight(product, "https://elsewhere.example")).toBeNull();
  });

  it("counts its answers for Prometheus, by the route's pattern", async () => {
    const numbers = await (await fetch(product.metrics)).text();

    expect(numbers).toMatch(
      /http_requests_total\{method="GET",route="\/api\/companies\/\{company\}",status="200"\} \d/,
    );
  });

  it("makes the first administrator once, and says so the second time", async () => {
    const people = () => product.postgres.run("SELECT * FROM users ORDER BY id");

    expect(await product.task(["product.bootstrap_admin"])).toBe("the administrator was made");
    const made = await people();
    expect(await product.task(["product.bootstrap_admin"])).toMatch(/is there already; nothing was changed$/);
    expect(await people()).toEqual(made);
  });

  it("verifies its schema without writing, and migrates no step twice", async () => {
    expect(await product.task(["product.migrate", "--check"])).toBe("the schema is this release's");
    expect(await product.task(["product.migrate"])).toBe("nothing to migrate");
  });

  it("serves pages with the platform's headers, whose config.js says where the API is", async () => {
    const [page, config] = await Promise.all([
      fetch(`${product.pages}/companies/7`),
      fetch(`${product.pages}/config.js`),
    ]);

    expect(await page.text()).toContain("<title>Rolodex</title>");
    expect(page.headers.get("content-security-policy")).toContain(product.api);
    expect(await config.text()).toContain(`"VITE_API_URL":"${product.api}"`);
  });
});
