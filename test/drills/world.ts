import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "../../config/schema.ts";
import type { EvidenceRecord } from "../../evidence/record.ts";
import { Session } from "../../ops/session.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import { attempt, type Drill, type TrialWork } from "../../ops/trial/attempt.ts";
import { beginTrial, type Trial, type TrialOptions } from "../../ops/trial/trial.ts";
import { Folder } from "../cli/running.ts";

/** The shipped staging stack, tried with records in a folder of the test's own. */
export class World {
  readonly folder: Folder;
  readonly target: Target;
  readonly said: string[] = [];
  readonly evidence = mkdtempSync(join(tmpdir(), "golive-evidence-"));

  constructor({ account = "444455556666", config = (shipped: Config): Config => shipped } = {}) {
    this.folder = new Folder().write({ account });
    const target = targetAt(join(this.folder.path, "Pulumi.staging.yaml"));
    this.target = { ...target, config: config(target.config) };
  }

  async trial(options: Partial<TrialOptions> = {}): Promise<Trial> {
    const trial = await beginTrial(this.target, {
      evidence: this.evidence,
      through: {},
      commit: null,
      ...options,
    });
    const { account } = this.target.config;
    return { ...trial, session: async () => new Session(account, "arn:aws:iam::1:user/ada") };
  }

  async work(options: Partial<TrialOptions> = {}, signal = new AbortController().signal): Promise<TrialWork> {
    const say = (line: string) => void this.said.push(line);
    const pace = { minute: 500, look: 5 };
    return {
      trial: await this.trial(options),
      voice: { say, now: () => undefined },
      manner: { signal, pace },
    };
  }

  /** What it says that it will do, and then what came of it. */
  async plan(drill: Drill, options: Partial<TrialOptions> = {}): Promise<readonly string[]> {
    return drill.plan(await this.work(options));
  }

  async act(
    drill: Drill,
    options: Partial<TrialOptions> = {},
    signal?: AbortSignal,
  ): Promise<EvidenceRecord> {
    const work = await this.work(options, signal);
    return attempt(work.trial, drill.kind, () => drill.act(work), {
      say: work.voice.say,
      subject: drill.subject,
    });
  }

  async records(): Promise<readonly EvidenceRecord[]> {
    return (await (await this.trial()).store.read()).records;
  }

  [Symbol.dispose](): void {
    this.folder[Symbol.dispose]();
    rmSync(this.evidence, { recursive: true, force: true });
  }
}
