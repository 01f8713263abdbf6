import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findings, undecided } from "./findings.ts";
import { installed, repository } from "./pulumi.ts";
import { Workspace } from "./workspace.ts";

// The two that take what the root's own stacks do not: an Aurora cluster, and read replicas.
describe.skipIf(!installed).each(["dashboards", "analytics"])(
  "examples/%s, on the real engine",
  (example) => {
    let work: Workspace;
    beforeAll(async () => {
      work = await Workspace.create("production", { folder: join(repository, "examples", example) });
    });
    afterAll(() => work.remove());

    it("is judged completely by the first preview of an empty stack, and as the gate judges it", async () => {
      const gate = await work.gate();
      const preview = await work.preview();

      expect(undecided(preview)).toEqual([]);
      expect(findings(preview)).toEqual(gate.findings);
      expect(findings(preview).filter(({ status }) => status === "not proven")).toEqual([]);
      expect(preview.code, preview.why).toBe(0);
    });
  },
);
