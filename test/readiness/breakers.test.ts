import { describe, expect, it } from "vitest";
import { breakers as shape } from "../../config/shape/breakers.ts";
import { activeBreakers } from "../../readiness/breakers/active.ts";
import { heldChange } from "../../readiness/parity/held.ts";
import { configOf } from "../config/config-of.ts";

const held = { reason: "a client calls too often", owner: "growth" };
const night = new Date("2027-01-31T23:59:59Z");
const production = configOf("production");
const closed = (given: object) => ({ ...production, breakers: shape.parse(given) });

const thrown = closed({
  demote: [
    { service: "api", path: "/api/status", ...held, until: "2027-01-31" },
    { service: "api", path: "/api/*", answer: "unavailable", ...held, until: "2027-02-03" },
  ],
  freeze: { operations: 2, ...held, until: "2027-01-30" },
  rate: { address: 60, credential: 90, ...held, until: "2027-02-01" },
  pause: [{ worker: "worker", ...held, until: "2027-02-28" }],
});

describe("active breakers", () => {
  it("are none where the stack file throws none", () => {
    expect(activeBreakers(production, night)).toEqual([]);
  });

  it("say what is closed, by whom, why, and for how many days more", () => {
    expect(activeBreakers(thrown, night)).toEqual([
      {
        kind: "demote",
        what: "api: /api/status needs a credential",
        ...{ ...held, until: "2027-01-31", daysLeft: 0, expired: false },
      },
      {
        kind: "demote",
        what: "api: /api/* answers 503",
        ...{ ...held, until: "2027-02-03", daysLeft: 3, expired: false },
      },
      {
        kind: "freeze",
        what: "public operations are held at 2",
        ...{ ...held, until: "2027-01-30", daysLeft: -1, expired: true },
      },
      {
        kind: "rate",
        what: "60 requests a minute of an address, 90 with a credential",
        ...{ ...held, until: "2027-02-01", daysLeft: 1, expired: false },
      },
      {
        kind: "pause",
        what: "worker takes no jobs",
        ...{ ...held, until: "2027-02-28", daysLeft: 28, expired: false },
      },
    ]);
  });
});

describe("what is held in one stack alone", () => {
  const acl = "aws:wafv2/webAcl:WebAcl firewall-rules";
  const target = "aws:appautoscaling/target:Target worker-scaling";
  const unwell = "aws:cloudwatch/compositeAlarm:CompositeAlarm alarms-worker-unwell";
  const counting = {
    ...production,
    firewall: {
      ...production.firewall,
      countOnly: [{ rule: "sql" as const, ...held, until: "2027-02-28" }],
    },
  };

  it.each([
    [acl, "ruleJson", [production, thrown], "a breaker is active"],
    [acl, "tags", [thrown, production], "a breaker is active"],
    [acl, "ruleJson", [production, counting], "a rule only counts"],
    [target, "tags", [production, thrown], "a breaker is active"],
    [unwell, "actionsEnabled", [production, thrown], "a breaker is active"],
    [unwell, "tags", [thrown, production], "a breaker is active"],
    ["golive:watch:Dashboard dashboard-edge", "shows", [production, thrown], "a breaker is active"],
  ] as const)("may differ: %s %s", (key, property, configs, why) => {
    expect(heldChange(key, [property], [...configs])).toBe(why);
  });

  it.each([
    [acl, "ruleJson", [production, production]],
    [acl, "defaultAction", [production, thrown]],
    [target, "tags", [production, counting]],
    [unwell, "actionsEnabled", [production, counting]],
    [unwell, "alarmRule", [production, thrown]],
    [target, "resourceId", [production, thrown]],
    ["golive:watch:Dashboard dashboard-edge", "shows", [production, counting]],
    ["aws:lb/listener:Listener balancer-https", "ruleJson", [production, thrown]],
  ] as const)("may not differ: %s %s", (key, property, configs) => {
    expect(heldChange(key, [property], [...configs])).toBeUndefined();
  });
});
