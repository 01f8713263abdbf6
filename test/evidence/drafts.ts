import type { Draft } from "../../evidence/record.ts";

/** A trial that passed, as tests change it. */
export const draft = (changes: Partial<Draft> = {}): Draft => ({
  kind: "smoke",
  subject: null,
  stack: "shop-production",
  release: "a".repeat(64),
  images: { api: `shop@sha256:${"b".repeat(64)}` },
  commit: null,
  began: "2026-11-20T10:00:00.000Z",
  ended: "2026-11-20T10:01:00.000Z",
  by: "local:ada",
  through: {},
  result: "passed",
  says: "12 steps of 12",
  failures: [],
  measurements: { steps: 12 },
  tool: "0.1.0",
  ...changes,
});
