import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type LoadPlan, refusedOf, tooMany } from "../../ops/load/plan.ts";
import { loadPlan } from "../../ops/load.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import { root } from "../config/writing.ts";

const shipped = targetAt(join(root, "Pulumi.staging.yaml"));
const allowing = (address: number, credential: number): Target => {
  const { firewall } = shipped.config;
  return {
    ...shipped,
    config: { ...shipped.config, firewall: { ...firewall, perMinute: { address, credential } } },
  };
};

/** Ten requests a second, a fifth of them without a token. */
const plan: LoadPlan = {
  ...{ rate: 10, seconds: 60 },
  asked: [
    { service: "api", path: "/api/status", weight: 2, as: undefined, origin: "https://api.example" },
    { service: "api", path: "/api/companies", weight: 8, as: "TOKEN", origin: "https://api.example" },
  ],
};
const over = (address: number, credential: number, through: Readonly<Record<string, string>> = {}) =>
  tooMany({ target: allowing(address, credential), through }, plan).map(({ key, allows, asks }) => [
    key,
    allows,
    asks,
  ]);

describe("a load that the firewall would answer 429", () => {
  it("is one from one address, however many credentials it has", () => {
    expect(over(599, 480)).toEqual([["address", 599, 600]]);
  });

  it("is one with one credential, of its own share alone", () => {
    expect(over(600, 479)).toEqual([["credential", 479, 480]]);
    const [, one] = plan.asked;
    const two = { ...plan, asked: [...plan.asked, ...(one ? [{ ...one, as: "OTHER" }] : [])] };
    // Each of the two sends eight of eighteen.
    expect(tooMany({ target: allowing(600, 267), through: {} }, two)).toEqual([]);
    expect(tooMany({ target: allowing(600, 266), through: {} }, two)).toMatchObject([{ asks: 267 }]);
  });

  it("may be both", () => {
    expect(over(100, 100)).toEqual([
      ["address", 100, 600],
      ["credential", 100, 480],
    ]);
  });

  it("is none where it stays within, or asks elsewhere than behind the firewall", () => {
    expect(over(600, 480)).toEqual([]);
    expect(over(10, 10, { api: "http://127.0.0.1:8000" })).toEqual([]);
  });

  it("is a mistake of the stack file, by the limit's name", () => {
    const target = allowing(100, 480);
    const [mistake] = refusedOf(target, tooMany({ target, through: {} }, plan));

    expect(mistake).toMatchObject({
      file: shipped.file,
      path: "firewall.perMinute.address",
      found: "100 requests a minute of one address: the firewall would answer 429",
      allowed: "at least 600, which this load asks for, where the stack is to bear it",
    });
  });

  it.each([
    "",
    "examples/analytics",
    "examples/dashboards",
    "examples/local-seo",
    "examples/product",
    "examples/wallet",
  ])("is none of those that a GO asks for of staging: %s", (folder) => {
    const target = targetAt(join(root, folder, "Pulumi.staging.yaml"));
    const where = { target, through: {} };
    const weekly = loadPlan(where, "load");

    expect(tooMany(where, loadPlan(where, "soak"))).toEqual([]);
    expect(tooMany(where, { ...weekly, rate: Math.ceil(weekly.rate * 1.1) })).toEqual([]);
  });
});
