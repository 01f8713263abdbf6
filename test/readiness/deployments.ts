import { chained, type Draft } from "../../evidence/record.ts";
import type { GoLive, GoLiveRow } from "../../readiness/go-live/types.ts";
import { type Deployment, loadCharts, watchCharts } from "../../readiness/report/deployment/facts.ts";
import { draft } from "../evidence/drafts.ts";

const slo = { p95Ms: 250, errorPercent: 0.5, availabilityPercent: 99.9 };
const began = Date.UTC(2026, 10, 21, 10, 0);
const at = (minute: number): string => new Date(began + minute * 60_000).toISOString();

/** What `ops watch` leaves of an hour in which traffic moved from blue to green. */
export const points = {
  groups: [
    {
      service: "api",
      group: "blue",
      points: Array.from({ length: 60 }, (_, minute) => ({
        at: at(minute),
        asked: minute < 30 ? 3600 - minute * 100 : 0,
        failed: minute === 12 ? 4 : 0,
        p95Ms: minute < 30 ? 120 + 8 * Math.sin(minute / 3) : null,
      })),
    },
    {
      service: "api",
      group: "green",
      points: Array.from({ length: 60 }, (_, minute) => ({
        at: at(minute),
        asked: minute > 4 ? 200 + Math.min(minute, 30) * 110 : 0,
        failed: minute === 40 ? 2 : 0,
        p95Ms: minute > 4 ? 138 + 14 * Math.cos(minute / 4) : null,
      })),
    },
  ],
};

export const seconds = {
  rate: 60,
  seconds: Array.from({ length: 60 }, (_, second) => ({
    second,
    answered: 60,
    failed5xx: 0,
    p95Ms: 90 + 12 * Math.sin(second / 5),
  })),
};

export const shownRecord = (changes: Partial<Draft> = {}) => ({
  record: chained(draft({ began: at(0), ended: at(60), ...changes }), undefined, []),
  at: "s3://shop-production-evidence/trials/",
});

const row = (id: string, demand: string, exercised: GoLiveRow["exercised"]["state"]): GoLiveRow => ({
  id,
  demand,
  declared: { state: "proven", why: "rule:one" },
  deployed: { state: "not asked", why: "" },
  exercised: { state: exercised, why: "smoke" },
});

export const goLive = (changes: Partial<GoLive> = {}): GoLive => ({
  verdict: "NO-GO",
  waived: [],
  breakers: [],
  missing: [
    {
      tier: "exercised",
      state: "not proven",
      what: "soak",
      why: "nothing was tried yet",
      command: "./golive ops soak production --yes",
      requirements: ["K18"],
    },
  ],
  rows: [
    row("G12", "staging validated by a full smoke flow", "proven"),
    row("K18", "30-min soak at ≥3× expected RPS", "not proven"),
    row("K19", "error tracking receives <real> errors", "failed"),
  ],
  release: "3d2f9a0c7b1e".padEnd(64, "0"),
  images: [],
  deployed: "the engine's state",
  evidence: {
    at: "s3://shop-production-evidence/trials/",
    head: { sequence: 12, digest: "ab".repeat(32) },
    flaws: [],
  },
  ...changes,
});

export const deployment = (changes: Partial<Deployment> = {}): Deployment => ({
  product: "shop",
  stack: "production",
  environment: "production",
  made: "2026-11-21 11:00 UTC",
  tool: "0.1.0",
  commit: "0123abc",
  goLive: goLive(),
  slo,
  records: [
    shownRecord({ kind: "watch-60m", says: "60m: all of 60 minutes stayed within the objectives" }),
    shownRecord({ kind: "error-test", result: "failed", says: "the tracker <refused> it" }),
  ],
  charts: [
    ...watchCharts(points, "over 60m", slo),
    ...loadCharts(seconds, shownRecord({ kind: "load" }).record, slo),
  ],
  ...changes,
});
