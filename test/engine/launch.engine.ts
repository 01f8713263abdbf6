import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { goKey } from "../../config/shape/go.ts";
import { signed } from "../../evidence/go.ts";
import { makeKey, readKey } from "../../ops/go/key.ts";
import type { GoLive } from "../../readiness/go-live/types.ts";
import { running } from "../cli/running.ts";
import { statement } from "../evidence/statement.ts";
import { findings } from "./findings.ts";
import { rewrite } from "./project.ts";
import { installed, repository } from "./pulumi.ts";
import { Workspace } from "./workspace.ts";

const folder = join(repository, "examples/product");
const digest = "51c7be0a94f2d3867e1f5a0b8c9d2e4f6a7b3c1d0e8f9a2b4c6d8e0f1a3b5c7d";
const next = "7".repeat(64);

// Real: the engine, the state that it exports, the pack, the gate. Stood in for: the AWS provider, which records.
describe.skipIf(!installed)(
  "the sample product's production, from nothing to users, on the real engine",
  () => {
    let work: Workspace;
    beforeAll(async () => {
      work = await Workspace.create("production", { folder });
    });
    afterAll(() => work?.remove());

    const home = () => join(work.project, "..");
    /** The verdict, with an exported state given by hand, on records of which there are none. */
    async function verdict(state: string): Promise<GoLive> {
      const file = join(home(), "state.json");
      writeFileSync(file, state);
      const words = ["gate", "--go-live", "--rehearsal", "--json", "--stack", "production"];
      const facts = ["--evidence", join(home(), "records"), "--state", file];
      const { stdout, stderr } = await running(
        [...words, "-d", join(home(), "judged"), ...facts],
        undefined,
        120_000,
      );
      if (stdout === "") throw new Error(stderr);
      return JSON.parse(stdout).goLive;
    }
    const open = ({ rows }: Pick<GoLive, "rows">) =>
      rows
        .filter(({ deployed: { state } }) => state !== "proven" && state !== "not asked")
        .map(({ id }) => id);

    it("comes up, and what the engine exports proves every row of the deployed tier", async () => {
      await work.gate(); // leaves the stack file where the gate reads it, without a passphrase
      cpSync(join(folder, "Pulumi.staging.yaml"), join(home(), "judged/Pulumi.staging.yaml"));
      const up = await work.up();
      expect(up.code, up.why).toBe(0);
      const { text } = await work.state();
      const goLive = await verdict(text);

      expect(goLive.verdict).toBe("NO-GO"); // nothing was tried
      expect(goLive.missing.filter(({ tier }) => tier !== "exercised")).toEqual([]);
      expect(open(goLive)).toEqual([]);
      expect(goLive.rows.filter(({ deployed: { state } }) => state === "proven").length).toBeGreaterThan(40);
      expect(goLive.deployed).toContain("state.json");
    });

    it("is NO-GO where somebody has changed what stands, by the rows that this speaks against", async () => {
      const { text } = await work.state();
      const state: { deployment: { resources: { type: string; inputs: object; outputs: object }[] } } =
        JSON.parse(text);
      const database = state.deployment.resources.find(({ type }) => type === "aws:rds/instance:Instance");
      for (const part of [database?.inputs, database?.outputs])
        if (part) Object.assign(part, { publiclyAccessible: true });
      const changed = await verdict(JSON.stringify(state));
      const found = changed.missing.filter(({ tier }) => tier === "deployed");

      expect(found.map(({ what, state: is }) => [what, is])).toEqual([["database-private", "failed"]]);
      expect(open(changed).sort()).toEqual([...(found[0]?.requirements ?? [])].sort());
    });

    it("is NO-GO where something that is planned does not stand", async () => {
      const { text } = await work.state();
      const state: { deployment: { resources: { type: string }[] } } = JSON.parse(text);
      state.deployment.resources = state.deployment.resources.filter(
        ({ type }) => type !== "aws:wafv2/webAclAssociation:WebAclAssociation",
      );
      const { missing } = await verdict(JSON.stringify(state));
      expect(missing.filter(({ what }) => what === "state-is-the-plan")).toMatchObject([
        { tier: "deployed", state: "failed", why: expect.stringContaining("is planned, and does not stand") },
      ]);
    });

    it("lets no other image before users, once it is live, than one that an approver said GO to", async () => {
      const key = join(home(), "approver.pem");
      const name = "Mira Okafor";
      work.set(["launch", "approvers"], [{ name, key: makeKey(key, undefined) }]);
      work.set(["launch", "live"], true);
      work.change(digest, next);
      const refused = await work.preview();
      expect(refused.code).not.toBe(0);
      expect([...new Set(findings(refused).map(({ rule }) => rule))]).toEqual(["live-images-have-a-go"]);

      const gate = await work.gate();
      const about = { stack: "rolodex-production", images: [...gate.images], approver: name };
      const go = signed(statement(about), readKey(key, undefined));
      rewrite("Pulumi.production.yaml", work.project, work.project, (file) =>
        file.setIn(["config", goKey], go),
      );
      const passed = await work.preview();
      expect(findings(passed)).toEqual([]);
      expect(passed.code, passed.why).toBe(0);
    });
  },
);
