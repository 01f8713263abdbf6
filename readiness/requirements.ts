/**
 * How a demand is met: **I** infrastructure that `pulumi up` makes · **P** a policy rule that blocks · **C** a command whose
 * result is kept · **W** a workflow · **D** a document. I, P, W and D count at the declared tier, C at the later ones.
 */
export type Letter = "I" | "P" | "C" | "W" | "D";

export interface Requirement {
  /** Stable: cited by rules, tests, docs and reports. The letter is the document it comes from. */
  readonly id: string;
  readonly demand: string;
  readonly metBy: string;
}

/** Where a row's demand comes from, by the first letter of its id. */
export const sources = {
  G: "go-live hardening and release execution",
  C: "production readiness checklist",
  P: "cloud go-live plan",
  W: "production readiness plan",
  K: "go-live card",
} as const;

/** Every demand of the go-live documents, one row each. */
export const requirements: readonly Requirement[] = [
  { id: "G01", metBy: "IP", demand: "managed PostgreSQL" },
  { id: "G02", metBy: "IP", demand: "managed Redis" },
  {
    id: "G03",
    metBy: "IPC",
    demand: "object storage for report artifacts instead of local paths; app can write and read it",
  },
  { id: "G04", metBy: "IPC", demand: "transactional email provider connected, sending verified" },
  { id: "G05", metBy: "IPC", demand: "HTTPS/TLS, domain routing, load balancer" },
  { id: "G06", metBy: "IPC", demand: "monitoring: logs, metrics, uptime alerts, error tracking" },
  {
    id: "G07",
    metBy: "IP",
    demand: "secrets manager holds every credential; none in code, config files or plain env",
  },
  { id: "G08", metBy: "IPC", demand: "JWT keys rotated off local/dev patterns" },
  { id: "G09", metBy: "PC", demand: "all required production env vars populated (a declared list, checked)" },
  {
    id: "G10",
    metBy: "WP",
    demand:
      "CI gates: tests, backend and frontend dependency vulnerability scans, lint, build; scan clean before release approval",
  },
  {
    id: "G11",
    metBy: "PC",
    demand:
      "third-party providers (rank, reviews, backlink, proxy, email) really connected: each declared, its secret present and not a placeholder, its endpoint probed",
  },
  {
    id: "G12",
    metBy: "CPW",
    demand: "staging validated by a full smoke flow (declared as steps) before production",
  },
  { id: "G13", metBy: "CP", demand: "no cross-tenant data leakage (declared two-tenant probe)" },
  { id: "G14", metBy: "CPD", demand: "rollback procedure tested and documented" },
  { id: "G15", metBy: "IP", demand: "on-call ownership and alert routes assigned" },
  { id: "G16", metBy: "IWC", demand: "release window: deploy backend + worker + scheduler + frontend" },
  {
    id: "G17",
    metBy: "C",
    demand: "post-deploy smoke at once; watch logs/metrics 60 minutes; critical error → rollback",
  },
  {
    id: "G18",
    metBy: "PC",
    demand:
      "decision rule: no launch until CI green, staging smoke green, providers connected, monitoring and rollback proven",
  },
  { id: "G19", metBy: "CD", demand: "local full-stack parity in containers" },
  {
    id: "C01",
    metBy: "WP",
    demand: "code quality and tests green (types, lint, unit ≥80 %, integration, e2e) on the target commit",
  },
  { id: "C02", metBy: "PW", demand: "no hardcoded secrets" },
  { id: "C03", metBy: "IP", demand: "JWT secret cryptographically secure, ≥32 chars" },
  { id: "C04", metBy: "IP", demand: "database credentials rotated from defaults" },
  { id: "C05", metBy: "IPC", demand: "CORS restricted to production domains" },
  { id: "C06", metBy: "IPC", demand: "rate limiting active (429)" },
  {
    id: "C07",
    metBy: "IP",
    demand: "input validation, SQL-injection hardening at the edge (managed WAF rules)",
  },
  { id: "C08", metBy: "IPW", demand: "images build and are validated; immutable, scanned" },
  { id: "C09", metBy: "IP", demand: "PostgreSQL data persistent (encrypted, protected from deletion)" },
  { id: "C10", metBy: "IP", demand: "Redis for sessions (persistence/failover fit for sessions)" },
  { id: "C11", metBy: "IPC", demand: "health endpoints respond and are wired into health checks" },
  { id: "C12", metBy: "IP", demand: "Prometheus metrics exposed and collected" },
  { id: "C13", metBy: "CIP", demand: "migrations applied, status verified; backup taken first" },
  { id: "C14", metBy: "IPC", demand: "backup strategy; connection pooling; index/FK checks after migration" },
  {
    id: "C15",
    metBy: "IP",
    demand:
      "structured logging; central aggregation (Loki's role); dashboards (Grafana's role); alert rules for critical errors",
  },
  {
    id: "C16",
    metBy: "IPC",
    demand: "frontend production build served from a CDN, initial load <3 s measured",
  },
  {
    id: "C17",
    metBy: "IC",
    demand: "API p95 <200 ms target measured; Redis caching for hot paths available",
  },
  {
    id: "C18",
    metBy: "IPD",
    demand: "GDPR/data retention: retention per store declared and enforced, region declared",
  },
  {
    id: "C19",
    metBy: "WC",
    demand: "deployment sequence: validate → build → migrate → staging → smoke → tag → production",
  },
  {
    id: "C20",
    metBy: "CI",
    demand:
      "verification windows after deploy: 5 min, 1 h, 24 h; success >99 %; memory/CPU stable; pool not exhausted; jobs processing",
  },
  {
    id: "C21",
    metBy: "CD",
    demand:
      "rollback: previous tag redeployed, database restored if needed, stakeholders notified, incident recorded",
  },
  { id: "C22", metBy: "PD", demand: "support contacts: infrastructure, DBA, on-call, escalation filled in" },
  { id: "C23", metBy: "DW", demand: "env variables documented; runbook up to date" },
  {
    id: "C24",
    metBy: "CD",
    demand:
      "GDPR audit, privacy policy, terms, cookie consent, browser and responsive checks signed off, as evidence that expires",
  },
  {
    id: "P01",
    metBy: "IPC",
    demand: "static frontend, SPA fallback to index.html, `VITE_API_BASE_URL` per stack",
  },
  { id: "P02", metBy: "I", demand: "API as container service; canonical under `/api/*`" },
  { id: "P03", metBy: "IP", demand: "Postgres with TLS enforced" },
  {
    id: "P04",
    metBy: "IC",
    demand:
      "Redis queue + RQ worker (`rq worker enrichment ai_analysis --url $REDIS_URL`) as its own service",
  },
  { id: "P05", metBy: "IP", demand: "optional scraper as an isolated deployment with its own settings" },
  {
    id: "P06",
    metBy: "IP",
    demand:
      "secrets in the manager: DATABASE_URL, REDIS_URL, OPENAI_API_KEY, SUPABASE_JWT_SECRET, CORS_ORIGINS, REQUIRE_AUTH=true; env DATABASE_SOURCE=postgres",
  },
  {
    id: "P07",
    metBy: "CI",
    demand: "bootstrap and migrations as one-off tasks, verified read-only after each step",
  },
  { id: "P08", metBy: "IC", demand: "health checks `/health`, `/api/status`, `/api/db/info`" },
  { id: "P09", metBy: "IP", demand: "worker autoscaling by queue length and by job latency" },
  {
    id: "P10",
    metBy: "PC",
    demand: "no localhost endpoint in anything production-rendered (env, config, built frontend)",
  },
  { id: "P11", metBy: "C", demand: "CORS + auth verified from a browser origin" },
  { id: "P12", metBy: "IDC", demand: "logs carry request id/status; worker logs job id/retry count" },
  {
    id: "P13",
    metBy: "IP",
    demand: "DB monitoring: connection saturation, slow queries, table growth, vacuum health",
  },
  { id: "P14", metBy: "IP", demand: "alerts: /health down, queue backlog, 5xx rate" },
  { id: "P15", metBy: "PC", demand: "staging mirrors production with smaller DB/Redis" },
  { id: "P16", metBy: "IC", demand: "canary deploy, observe 24 h, full cutover" },
  {
    id: "P17",
    metBy: "IPC",
    demand: "rollback target kept: prior image, prior frontend, backward-compatible schema policy",
  },
  { id: "P18", metBy: "W", demand: "pipeline: checks on PR, staging on main, production on manual approval" },
  {
    id: "P19",
    metBy: "PC",
    demand:
      "go/no-go gate: checks, smoke on staging, no localhost, worker processing verified, auth + CORS verified",
  },
  { id: "W01", metBy: "W", demand: "CI blocks merges on failure" },
  { id: "W02", metBy: "CD", demand: "bootstrap-admin one-off, deterministic, documented exact command" },
  { id: "W03", metBy: "CP", demand: "preflight: DATABASE_URL sanity, secure JWT, build and test checks" },
  {
    id: "W04",
    metBy: "C",
    demand: "after each deploy: migration verified, `/health` and `/test-db` verified, smoke flow",
  },
  { id: "W05", metBy: "I", demand: "request-id structured logs, central collection" },
  { id: "W06", metBy: "IP", demand: "alerts: auth-failure spike, 5xx spike, DB connectivity failure" },
  { id: "W07", metBy: "CP", demand: "JWT secret rotated if a default was ever used" },
  { id: "W08", metBy: "PC", demand: "CORS tightened to deployed frontend origins only" },
  { id: "W09", metBy: "DC", demand: "runbook for rollback and migration rollback" },
  { id: "W10", metBy: "CW", demand: "one-click redeploy to last known good" },
  { id: "W11", metBy: "PC", demand: "explicit go and no-go criteria evaluated, none waived silently" },
  {
    id: "K01",
    metBy: "CP",
    demand: "preflight: critical secrets present; gate prints passed / critical failures; stop on failure",
  },
  {
    id: "K02",
    metBy: "PC",
    demand:
      "zero ghost routes (code routes = spec routes); public operations in the OpenAPI counted and equal to the declared number (9 in the card)",
  },
  { id: "K03", metBy: "C", demand: "`cutover t-30`: gates + 60 s load test, average <250 ms" },
  { id: "K04", metBy: "CI", demand: "`cutover t-10`: migrations deployed + backup/restore test passed" },
  { id: "K05", metBy: "CI", demand: "`cutover t0`: canary 5 %, p95/5xx watched 10 minutes, then full" },
  { id: "K06", metBy: "C", demand: "`cutover t60`: health finalised, deployment report written" },
  { id: "K07", metBy: "IP", demand: "page: p95 >250 ms for 5+ min" },
  { id: "K08", metBy: "IP", demand: "page: 5xx >0.5 % for 2+ min" },
  { id: "K09", metBy: "IP", demand: "page: auth failures >100/min" },
  { id: "K10", metBy: "IPC", demand: "page: unauthenticated access succeeding where a token is required" },
  { id: "K11", metBy: "IP", demand: "page: DB connections >80 %" },
  { id: "K12", metBy: "IP", demand: "page: slow queries >1 s" },
  { id: "K13", metBy: "IP", demand: "page: backup job or restore test failure" },
  { id: "K14", metBy: "CI", demand: "breaker: demote one endpoint path at once" },
  { id: "K15", metBy: "CIP", demand: "breaker: freeze the public surface" },
  { id: "K16", metBy: "C", demand: "breaker: sanity check" },
  {
    id: "K17",
    metBy: "CID",
    demand:
      "rollback: application (previous healthy image), database (restore to new instance), traffic (canary to 0 %, 10 min watch)",
  },
  { id: "K18", metBy: "CP", demand: "30-min soak at ≥3× expected RPS, zero 5xx, p95 ≤250 ms, DB responsive" },
  { id: "K19", metBy: "C", demand: "error tracking receives real errors (verified by sending one)" },
  { id: "K20", metBy: "IP", demand: "dashboards live: p95, 5xx, auth failures, DB" },
  { id: "K21", metBy: "IPC", demand: "daily backup, restore tested" },
  {
    id: "K22",
    metBy: "ICP",
    demand:
      "protected endpoints answer 401/403 without a valid token; CORS allowlist; 429 on burst; no PII in logs",
  },
  {
    id: "K23",
    metBy: "IC",
    demand:
      "success metrics over 24 h: 5xx ≤0.5 %, p95 ≤250 ms, p99 ≤500 ms, availability >99.9 %, error budget tracked",
  },
  {
    id: "K24",
    metBy: "CWD",
    demand:
      "day-1 drumbeat: hour 1, daily, weekly checks scheduled (pool <50 %, backups, alarms review, load test at 110 % of peak)",
  },
  { id: "K25", metBy: "PC", demand: "GO/NO-GO verdict computed, not declared" },
  {
    id: "K26",
    metBy: "PC",
    demand: "API schema additive-only against the live release; no generic object in public operations",
  },
];

const byId = new Map(requirements.map((row) => [row.id, row]));

export const isRequirement = (id: string): boolean => byId.has(id);

/** The row with this id. @throws RangeError for an id that the register does not have. */
export function requirement(id: string): Requirement {
  const row = byId.get(id);
  if (!row) throw new RangeError(`the register has no row ${id}`);
  return row;
}

export const needs = (row: Requirement, letter: Letter): boolean => row.metBy.includes(letter);
