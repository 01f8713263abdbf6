import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installed, type Outcome } from "./pulumi.ts";
import { changes, type Step } from "./steps.ts";
import { Workspace } from "./workspace.ts";

const short = ({ op, urn }: Step): string => `${op} ${urn.split("$").at(-1)}`;
const held = {
  reason: "leaks totals of others",
  owner: "growth",
  until: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10),
};
/** As the runbook says. */
const firewalls = ["--target", "**::firewall-rules", "--target", "**::firewall-cdn-rules"];
const paused = ["--target", "**::worker-scaling", "--target", "**::alarms-worker-unwell"];
const both = [
  "update aws:wafv2/webAcl:WebAcl::firewall-cdn-rules",
  "update aws:wafv2/webAcl:WebAcl::firewall-rules",
];

describe.skipIf(!installed)("a breaker, on the real engine", () => {
  let work: Workspace;
  beforeAll(async () => {
    work = await Workspace.create("staging");
    const first = await work.hasty();
    if (first.code !== 0) throw new Error(first.why);
  }, 300_000);
  afterAll(() => work.remove());

  /** A targeted update that must succeed; the log tells how long it took, preview and pack included (K14). */
  async function targeted(breaker: string, ...targets: readonly string[]): Promise<Outcome> {
    const began = performance.now();
    const up = await work.up(...targets);
    console.log(`${breaker}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
    expect(up.code, up.why).toBe(0);
    return up;
  }

  /** What AWS is asked to hold, by firewall: the rules as they are sent, and what is said of them. */
  async function rules(): Promise<Readonly<Record<string, unknown>>> {
    const { resources } = await work.state();
    return Object.fromEntries(
      resources
        .filter(({ type }) => type === "aws:wafv2/webAcl:WebAcl")
        .map(({ urn, outputs }) => [urn.split("::").at(-1), [outputs?.ruleJson, outputs?.tags]]),
    );
  }

  let opened: Readonly<Record<string, unknown>>;

  it("closes a path by one targeted update of the firewalls, and nothing else (K14)", async () => {
    opened = await rules();
    work.set(["breakers", "demote"], [{ service: "api", path: "/api/status", ...held }]);
    const up = await targeted("demote", ...firewalls);

    expect(changes(up).map(short)).toEqual(both);
    expect((await rules())["firewall-rules"]).not.toEqual(opened["firewall-rules"]);
  });

  it("freezes the surface and tightens the rates in the same way (K14, K15)", async () => {
    work.set(["breakers", "freeze"], { operations: 2, ...held });
    work.set(["breakers", "rate"], { address: 50, credential: 50, ...held });
    const up = await targeted("freeze and rate", ...firewalls);

    expect(changes(up).map(short)).toEqual(both);
  });

  it("is all that a whole update would have changed", async () => {
    const whole = await work.preview(true, "--expect-no-changes");
    expect(whole.code, whole.why).toBe(0);
  });

  it("leaves nothing behind when it is taken out", async () => {
    work.set(["breakers"], undefined);
    const up = await targeted("all taken out", ...firewalls);

    expect(changes(up).map(short)).toEqual(both);
    expect(await rules()).toEqual(opened);
  });

  it("pauses a worker by its scaling target and the one voice of its alarms, and nothing else (K14)", async () => {
    const calls = work.journal.length;
    work.set(["breakers", "pause"], [{ worker: "worker", ...held }]);
    const up = await targeted("pause", ...paused);

    expect([...new Set(changes(up).map(({ urn }) => urn.split("::").at(-1)))].sort()).toEqual([
      "alarms-worker-unwell",
      "worker-scaling",
    ]);
    // The provider replaces it, under the name that it had: what is deleted last is gone.
    const voice = work.journal
      .slice(calls)
      .filter(({ name, preview }) => name === "alarms-worker-unwell" && !preview)
      .flatMap(({ call }) => (["create", "update", "delete"].includes(call) ? [call] : []));
    expect(voice.at(-1)).not.toBe("delete");
    const whole = await work.preview(true, "--expect-no-changes");
    expect(whole.code, whole.why).toBe(0);
  });

  it("is refused by the pack where it would hold for longer than a month", async () => {
    work.set(["breakers", "pause"], [{ worker: "worker", ...held, until: "2999-12-31" }]);
    const preview = await work.preview(true, ...paused);

    expect(preview.code).not.toBe(0);
    expect(preview.text).toContain("breaker-ends");
  });
});
