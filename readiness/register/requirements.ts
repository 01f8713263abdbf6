/**
 * How a demand is met: **I** infrastructure that `pulumi up` makes · **P** a policy rule that blocks · **C** a command whose
 * result is kept · **W** a workflow · **D** a document. I, P, W and D count at the declared tier, C at the later ones.
 */
export type Letter = "I" | "P" | "C" | "W" | "D";

export interface Requirement {
  /** Stable: cited by rules, tests, docs and reports. Its letter is the document it comes from. */
  readonly id: string;
  readonly metBy: readonly Letter[];
  readonly demand: string;
}

/** The documents that the demands come from, by the first letter of their ids. */
export const sources = {
  G: "go-live hardening and release execution",
  C: "production readiness checklist",
  P: "cloud go-live plan",
  W: "production readiness plan",
  K: "go-live card",
} as const;

// biome-ignore format: a register reads as a table
const register = [
  ["G01", "IP", "managed PostgreSQL"],
  ["G02", "IP", "managed Redis"],
  ["G03", "IPC", "object storage for report artifacts instead of local paths; app can write and read it"],
  ["G04", "IPC", "transactional email provider connected, sending verified"],
  ["G05", "IPC", "HTTPS/TLS, domain routing, load balancer"],
  ["G06", "IPC", "monitoring: logs, metrics, uptime alerts, error tracking"],
  ["G07", "IP", "secrets manager holds every credential; none in code, config files or plain env"],
  ["G08", "IPC", "JWT keys rotated off local/dev patterns"],
  ["G09", "PC", "all required production env vars populated (a declared list, checked)"],
  ["G10", "WP", "CI gates: tests, backend and frontend dependency vulnerability scans, lint, build; scan clean before release approval"],
  ["G11", "PC", "third-party providers (rank, reviews, backlink, proxy, email) really connected: each declared, its secret present and not a placeholder, its endpoint probed"],
  ["G12", "CPW", "staging validated by a full smoke flow (declared as steps) before production"],
  ["G13", "CP", "no cross-tenant data leakage (declared two-tenant probe)"],
  ["G14", "CPD", "rollback procedure tested and documented"],
  ["G15", "IP", "on-call ownership and alert routes assigned"],
  ["G16", "IWC", "release window: deploy backend + worker + scheduler + frontend"],
  ["G17", "C", "post-deploy smoke at once; watch logs/metrics 60 minutes; critical error → rollback"],
  ["G18", "PC", "decision rule: no launch until CI green, staging smoke green, providers connected, monitoring and rollback proven"],
  ["G19", "CD", "local full-stack parity in containers"],
  ["C01", "WP", "code quality and tests green (types, lint, unit ≥80 %, integration, e2e) on the target commit"],
  ["C02", "PW", "no hardcoded secrets"],
  ["C03", "IP", "JWT secret cryptographically secure, ≥32 chars"],
  ["C04", "IP", "database credentials rotated from defaults"],
  ["C05", "IPC", "CORS restricted to production domains"],
  ["C06", "IPC", "rate limiting active (429)"],
  ["C07", "IP", "input validation, SQL-injection hardening at the edge (managed WAF rules)"],
  ["C08", "IPW", "images build and are validated; immutable, scanned"],
  ["C09", "IP", "PostgreSQL data persistent (encrypted, protected from deletion)"],
  ["C10", "IP", "Redis for sessions (persistence/failover fit for sessions)"],
  ["C11", "IPC", "health endpoints respond and are wired into health checks"],
  ["C12", "IP", "Prometheus metrics exposed and collected"],
  ["C13", "CIP", "migrations applied, status verified; backup taken first"],
  ["C14", "IPC", "backup strategy; connection pooling; index/FK checks after migration"],
  ["C15", "IP", "structured logging; central aggregation (Loki's role); dashboards (Grafana's role); alert rules for critical errors"],
  ["C16", "IPC", "frontend production build served from a CDN, initial load <3 s measured"],
  ["C17", "IC", "API p95 <200 ms target measured; Redis caching for hot paths available"],
  ["C18", "IPD", "GDPR/data retention: retention per store declared and enforced, region declared"],
  ["C19", "WC", "deployment sequence: validate → build → migrate → staging → smoke → tag → production"],
  ["C20", "CI", "verification windows after deploy: 5 min, 1 h, 24 h; success >99 %; memory/CPU stable; pool not exhausted; jobs processing"],
  ["C21", "CD", "rollback: previous tag redeployed, database restored if needed, stakeholders notified, incident recorded"],
  ["C22", "PD", "support contacts: infrastructure, DBA, on-call, escalation filled in"],
  ["C23", "DW", "env variables documented; runbook up to date"],
  ["C24", "CD", "GDPR audit, privacy policy, terms, cookie consent, browser and responsive checks signed off, as evidence that expires"],
  ["P01", "IPC", "static frontend, SPA fallback to index.html, `VITE_API_BASE_URL` per stack"],
  ["P02", "I", "API as container service; canonical under `/api/*`"],
  ["P03", "IP", "Postgres with TLS enforced"],
  ["P04", "IC", "Redis queue + RQ worker (`rq worker enrichment ai_analysis --url $REDIS_URL`) as its own service"],
  ["P05", "IP", "optional scraper as an isolated deployment with its own settings"],
  ["P06", "IP", "secrets in the manager: DATABASE_URL, REDIS_URL, OPENAI_API_KEY, SUPABASE_JWT_SECRET, CORS_ORIGINS, REQUIRE_AUTH=true; env DATABASE_SOURCE=postgres"],
  ["P07", "CI", "bootstrap and migrations as one-off tasks, verified read-only after each step"],
  ["P08", "IC", "health checks `/health`, `/api/status`, `/api/db/info`"],
  ["P09", "IP", "worker autoscaling by queue length and by job latency"],
  ["P10", "PC", "no localhost endpoint in anything production-rendered (env, config, built frontend)"],
  ["P11", "C", "CORS + auth verified from a browser origin"],
  ["P12", "IDC", "logs carry request id/status; worker logs job id/retry count"],
  ["P13", "IP", "DB monitoring: connection saturation, slow queries, table growth, vacuum health"],
  ["P14", "IP", "alerts: /health down, queue backlog, 5xx rate"],
  ["P15", "PC", "staging mirrors production with smaller DB/Redis"],
  ["P16", "IC", "canary deploy, observe 24 h, full cutover"],
  ["P17", "IPC", "rollback target kept: prior image, prior frontend, backward-compatible schema policy"],
  ["P18", "W", "pipeline: checks on PR, staging on main, production on manual approval"],
  ["P19", "PC", "go/no-go gate: checks, smoke on staging, no localhost, worker processing verified, auth + CORS verified"],
  ["W01", "W", "CI blocks merges on failure"],
  ["W02", "CD", "bootstrap-admin one-off, deterministic, documented exact command"],
  ["W03", "CP", "preflight: DATABASE_URL sanity, secure JWT, build and test checks"],
  ["W04", "C", "after each deploy: migration verified, `/health` and `/test-db` verified, smoke flow"],
  ["W05", "I", "request-id structured logs, central collection"],
  ["W06", "IP", "alerts: auth-failure spike, 5xx spike, DB connectivity failure"],
  ["W07", "CP", "JWT secret rotated if a default was ever used"],
  ["W08", "PC", "CORS tightened to deployed frontend origins only"],
  ["W09", "DC", "runbook for rollback and migration rollback"],
  ["W10", "CW", "one-click redeploy to last known good"],
  ["W11", "PC", "explicit go and no-go criteria evaluated, none waived silently"],
  ["K01", "CP", "preflight: critical secrets present; gate prints passed / critical failures; stop on failure"],
  ["K02", "PC", "zero ghost routes (code routes = spec routes); public operations in the OpenAPI counted and equal to the declared number (9 in the card)"],
  ["K03", "C", "`cutover t-30`: gates + 60 s load test, average <250 ms"],
  ["K04", "CI", "`cutover t-10`: migrations deployed + backup/restore test passed"],
  ["K05", "CI", "`cutover t0`: canary 5 %, p95/5xx watched 10 minutes, then full"],
  ["K06", "C", "`cutover t60`: health finalised, deployment report written"],
  ["K07", "IP", "page: p95 >250 ms for 5+ min"],
  ["K08", "IP", "page: 5xx >0.5 % for 2+ min"],
  ["K09", "IP", "page: auth failures >100/min"],
  ["K10", "IPC", "page: unauthenticated access succeeding where a token is required"],
  ["K11", "IP", "page: DB connections >80 %"],
  ["K12", "IP", "page: slow queries >1 s"],
  ["K13", "IP", "page: backup job or restore test failure"],
  ["K14", "CI", "breaker: demote one endpoint path at once"],
  ["K15", "CIP", "breaker: freeze the public surface"],
  ["K16", "C", "breaker: sanity check"],
  ["K17", "CID", "rollback: application (previous healthy image), database (restore to new instance), traffic (canary to 0 %, 10 min watch)"],
  ["K18", "CP", "30-min soak at ≥3× expected RPS, zero 5xx, p95 ≤250 ms, DB responsive"],
  ["K19", "C", "error tracking receives real errors (verified by sending one)"],
  ["K20", "IP", "dashboards live: p95, 5xx, auth failures, DB"],
  ["K21", "IPC", "daily backup, restore tested"],
  ["K22", "ICP", "protected endpoints answer 401/403 without a valid token; CORS allowlist; 429 on burst; no PII in logs"],
  ["K23", "IC", "success metrics over 24 h: 5xx ≤0.5 %, p95 ≤250 ms, p99 ≤500 ms, availability >99.9 %, error budget tracked"],
  ["K24", "CWD", "day-1 drumbeat: hour 1, daily, weekly checks scheduled (pool <50 %, backups, alarms review, load test at 110 % of peak)"],
  ["K25", "PC", "GO/NO-GO verdict computed, not declared"],
  ["K26", "PC", "API schema additive-only against the live release; no generic object in public operations"],
] as const;

/** Every demand of the go-live documents, one row each. */
export const requirements: readonly Requirement[] = register.map(([id, metBy, demand]) => ({
  id,
  metBy: lettersIn(metBy),
  demand,
}));

const byId = new Map(requirements.map((row) => [row.id, row]));

export const isRequirement = (id: string): boolean => byId.has(id);

/** The row with this id. @throws RangeError for an id that the register does not have. */
export function requirement(id: string): Requirement {
  const row = byId.get(id);
  if (!row) throw new RangeError(`the register has no row ${id}`);
  return row;
}

function lettersIn(metBy: string): Letter[] {
  return (["I", "P", "C", "W", "D"] as const).filter((letter) => metBy.includes(letter));
}
