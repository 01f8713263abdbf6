import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contract } from "../../stacks/contract.ts";
import { durable } from "./durable.ts";
import { findings, undecided } from "./findings.ts";
import { installed } from "./pulumi.ts";
import { changes } from "./steps.ts";
import { type Stack, Workspace } from "./workspace.ts";

/** One stack from nothing to a destroy that is refused: each step starts from where the one before it ended. */
export function lifecycle(stack: Stack): void {
  describe.skipIf(!installed)(`${stack}, on the real engine`, () => {
    let work: Workspace;
    beforeAll(async () => {
      work = await Workspace.create(stack);
    });
    afterAll(() => work.remove());

    it("is judged completely by the first preview of an empty stack, and as the gate judges it", async () => {
      const gate = await work.gate();
      const preview = await work.preview();

      expect(preview.text).toMatch(/golive@v\d/); // the pack was there, and silent
      expect(undecided(preview)).toEqual([]);
      expect(findings(preview)).toEqual(gate.findings);
      expect(findings(preview).filter(({ status }) => status === "not proven")).toEqual([]);
      expect(preview.code, preview.why).toBe(0);
    });

    it("asks AWS nothing to make its plan", () => {
      expect(work.journal.filter(({ call }) => call === "invoke" || call === "read")).toEqual([]);
    });

    it("comes up, and its outputs are the contract that the commands rely on", async () => {
      const up = await work.up();

      expect(up.code, up.why).toBe(0);
      const outputs = await work.outputs();
      expect(contract.safeParse(outputs.contract).error).toBeUndefined();
    });

    it("changes nothing the second time", async () => {
      const again = await work.up("--expect-no-changes");

      expect(again.code, again.why).toBe(0);
      expect(changes(again)).toEqual([]);
    });

    it("answers a new image with a new task definition and a moved service, and nothing else", async () => {
      work.change("9b1c4e7a2d5f8063b6e9c2a5d8f10437a6c9e2b5d8f1a4c7e0b3d6f9a2c5e8b1", "0".repeat(64));
      const release = await work.up();

      expect(release.code, release.why).toBe(0);
      expect(changes(release).map(({ op, urn }) => `${op} ${urn.split("$").at(-1)}`)).toEqual([
        "update aws:ecs/service:Service::scraper-service",
        "create-replacement aws:ecs/taskDefinition:TaskDefinition::scraper-definition",
        "delete-replaced aws:ecs/taskDefinition:TaskDefinition::scraper-definition",
        "replace aws:ecs/taskDefinition:TaskDefinition::scraper-definition",
      ]);
    });

    it("finds nothing to refresh", async () => {
      const refresh = await work.refresh("--expect-no-changes");

      expect(refresh.code, refresh.why).toBe(0);
      expect(changes(refresh)).toEqual([]);
    });

    it("survives a destroy: nothing at all is deleted", async () => {
      const before = await work.standing();
      const calls = work.journal.length;
      const destroy = await work.destroy();

      expect(destroy.code).not.toBe(0);
      expect(destroy.text).toContain("cannot be deleted");
      expect(deleted(work, calls)).toEqual([]);
      expect(await work.standing()).toEqual(before);
    });

    it("keeps what cannot be made again, even from someone who takes the protection off", async () => {
      const calls = work.journal.length;
      expect((await work.unprotect()).code).toBe(0);
      await work.destroy();

      expect(deleted(work, calls)).not.toEqual([]);
      expect(deleted(work, calls).filter((urn) => durable.test(urn))).toEqual([]);
    });
  });
}

/** What the providers really deleted after so many calls. */
const deleted = (work: Workspace, calls: number): readonly string[] =>
  work.journal
    .slice(calls)
    .flatMap(({ call, refused, urn = "" }) => (call === "delete" && !refused ? [urn] : []));
