import { expect, it } from "vitest";
import { activeBreakers } from "../../readiness/breakers/active.ts";
import { expiryOf } from "../../readiness/breakers/expiry.ts";
import { configOf } from "../config/config-of.ts";

const held = { reason: "the queue is poisoned", owner: "growth", until: "2026-11-20" };
const config = {
  breakers: { ...configOf("production").breakers, pause: [{ worker: "worker", ...held }] },
};

it("a breaker holds through its last day, and refuses the stack from the next one", () => {
  const on = (day: string) => expiryOf(activeBreakers(config, new Date(`${day}T23:59:59Z`))).findings;

  expect(on("2026-11-20")).toEqual([]);
  expect(on("2026-11-21")).toEqual([
    {
      rule: "breaker-expired",
      requirements: ["K14", "K15"],
      enforcement: "mandatory",
      status: "failed",
      resource: "breakers.pause",
      message: "worker takes no jobs, which was to end on 2026-11-20 (growth)",
      fix: "Take the breaker out of the stack file, or give it a later last day and the reason of now.",
    },
  ]);
});
