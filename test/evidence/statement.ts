import type { GoStatement } from "../../config/shape/go.ts";

/** What a GO says, as tests change it. */
export const statement = (changes: Partial<GoStatement> = {}): GoStatement => ({
  version: 1,
  stack: "prospector-production",
  release: "1".repeat(64),
  images: [`registry.example/api@sha256:${"a".repeat(64)}`],
  before: [],
  config: "2".repeat(64),
  evidence: { sequence: 12, digest: "3".repeat(64) },
  pack: "4".repeat(64),
  issued: "2026-11-21T12:00:00.000Z",
  expires: "2026-11-24T12:00:00.000Z",
  rehearsal: false,
  approver: "Ada Moreno",
  by: "local:ada",
  ...changes,
});
