import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parseDocument } from "yaml";
import { readStackFile } from "../../../config/stack-file.ts";
import { EvidenceFolder } from "../../../evidence/folder.ts";
import { type EvidenceRecord, evidenceRecord } from "../../../evidence/record.ts";
import { makeKey } from "../../../ops/go/key.ts";
import { targetAt } from "../../../ops/target.ts";
import { beginTrial, keep } from "../../../ops/trial/trial.ts";
import { evaluateStack } from "../../../readiness/evaluate.ts";
import { standingOf } from "../../../readiness/go-live/standing.ts";
import { readState } from "../../../readiness/go-live/state.ts";
import type { GoLive } from "../../../readiness/go-live/types.ts";
import { goLiveOf } from "../../../readiness/go-live/verdict.ts";
import { type Ended, nobody, running } from "../../cli/running.ts";
import { root } from "../../config/writing.ts";
import { account } from "../moto.ts";
import { Product } from "../product.ts";
import { Aws } from "./aws.ts";
import { Firewall } from "./firewall.ts";
import { StandsInAws } from "./platform.ts";
import { stateOf } from "./state.ts";
import { Tracker } from "./tracker.ts";

/** Staging and production are one product here. */
const origins = ["https://www.rolodex.example"];
const sample = join(root, "examples/product");

type Stack = "staging" | "production";

/** A launch of the sample product, whole, on this machine: its folder, its processes, and what stands for AWS. */
export class World {
  readonly folder: string;
  readonly evidence: string;
  readonly state: string;
  readonly repository: string;
  readonly commit: string;
  readonly key: string;
  /** Each stack in an account of its own, as far as moto has two. */
  readonly aws: Readonly<Record<Stack, Aws>>;
  readonly stands: Readonly<Record<Stack, StandsInAws>>;
  readonly tracker: Tracker;
  readonly #product: Product | undefined;
  readonly #firewall: Firewall | undefined;
  #judged: ReturnType<typeof judgedOf> | undefined;

  private constructor(parts: Parts) {
    this.folder = parts.folder;
    this.evidence = join(parts.folder, "records");
    this.state = join(parts.folder, "state.json");
    this.repository = join(parts.folder, "repository");
    this.key = join(parts.folder, "approver.pem");
    this.commit = repositoryIn(this.repository);
    this.aws = parts.aws;
    this.stands = parts.stands;
    this.tracker = parts.tracker;
    this.#product = parts.product;
    this.#firewall = parts.firewall;
  }

  /** Without its product only what asks AWS alone can be tried. */
  static async start({ product: served = true } = {}): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), "golive-launch-"));
    const [staging, production, product, tracker] = await Promise.all([
      Aws.start(),
      Aws.start(),
      served ? Product.start({ origins }) : undefined,
      Tracker.start(folder),
    ]);
    const aws = { staging, production };
    const approver = join(folder, "approver.pem");
    writeStacks(folder, tracker, makeKey(approver, undefined));
    dockerIn(join(folder, "bin"));
    const file = (stack: Stack) => join(folder, `Pulumi.${stack}.yaml`);
    const stands = {
      staging: await StandsInAws.make(targetAt(file("staging")), staging),
      production: await StandsInAws.make(targetAt(file("production")), production),
    };
    const firewall = product && (await Firewall.start(file("staging"), product.api));
    const world = new World({ folder, aws, stands, tracker, product, firewall });
    writeFileSync(world.state, await stateOf(file("production")));
    return world;
  }

  async stop(): Promise<void> {
    this.#firewall?.stop();
    this.tracker.stop();
    const stopping = [this.#product, this.aws.staging, this.aws.production].map((one) => one?.stop());
    await Promise.all(stopping);
    rmSync(this.folder, { recursive: true, force: true });
  }

  get product(): Product {
    return there(this.#product);
  }
  get firewall(): Firewall {
    return there(this.#firewall);
  }

  get through(): readonly string[] {
    const { api, pages } = this.product;
    return [`api=${api}`, `pages=${pages}`].flatMap((one) => ["--through", one]);
  }

  /** As a person types it, with what they would have in their environment. */
  golive(words: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const env = this.#product?.env;
    const path = [join(this.folder, "bin"), env?.PATH ?? [], process.env.PATH].flat().join(delimiter);
    return running(
      words,
      {
        ...env,
        ...nobody,
        ...this.aws[words.includes("staging") ? "staging" : "production"].environment,
        ...this.tracker.environment,
        GITHUB_TOKEN: "token-of-nobody",
        GITHUB_REPOSITORY: "rolodex/product",
        ...more,
        PATH: path,
      },
      300_000,
    );
  }

  async verdict(...more: readonly string[]): Promise<GoLive> {
    const words = ["gate", "--go-live", "--rehearsal", "--stack", "production", "-d", this.folder];
    const facts = ["--state", this.state, "--evidence", this.evidence];
    const { stdout, stderr } = await this.golive([...words, ...facts, ...more, "--json"]);
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout).goLive;
  }

  /** The same verdict, on what was tried until now; plan and state, which no fault changes, are judged once. */
  async judged(): Promise<GoLive> {
    this.#judged ??= judgedOf(this.folder, this.state);
    const { evaluation, standing, target } = await this.#judged;
    const chain = async (stack: Stack) => {
      const store = new EvidenceFolder(this.evidence, `rolodex-${stack}`);
      return { at: store.at, chain: await store.read() };
    };
    const report = goLiveOf({
      ...{ evaluation, standing, config: target.config, typed: target.typed, serving: undefined },
      ...{ here: await chain("production"), staging: await chain("staging") },
      ...{ rehearsal: true, now: new Date() },
    });
    return report.goLive;
  }

  /** As after a launch: whatever the verdict misses is written down as passed, without having been tried. */
  async provenAll(): Promise<void> {
    const { missing } = await this.judged();
    for (const { what, command } of missing) {
      const [name = "", subject] = what.split(" ");
      const kind = evidenceRecord.shape.kind.parse(name);
      const { target } = this.stands[command.includes(" staging ") ? "staging" : "production"];
      const { evidence, commit } = this;
      const trial = await beginTrial(target, { evidence, through: {}, commit });
      const outcome = { began: new Date(), passed: true, says: "passed", ...(subject && { subject }) };
      await keep(trial, kind, outcome);
    }
  }

  /** What was written down until now, to begin from it again. */
  keepRecords(): void {
    cpSync(this.evidence, `${this.evidence}.kept`, { recursive: true });
  }

  asKept(): void {
    rmSync(this.evidence, { recursive: true });
    cpSync(`${this.evidence}.kept`, this.evidence, { recursive: true });
  }

  async records(stack: Stack): Promise<readonly EvidenceRecord[]> {
    const { records, flaws } = await new EvidenceFolder(this.evidence, `rolodex-${stack}`).read();
    if (flaws.length > 0) throw new Error(flaws.join("; "));
    return records;
  }
}

interface Parts extends Pick<World, "folder" | "aws" | "stands" | "tracker"> {
  readonly product: Product | undefined;
  readonly firewall: Firewall | undefined;
}

function there<T>(part: T | undefined): T {
  if (part === undefined) throw new Error("this world has no product");
  return part;
}

/** The sample product's stack files: production in moto's account, errors to the tracker of this machine. */
function writeStacks(folder: string, { origin }: Tracker, key: string): void {
  const project = parseDocument(readFileSync(join(sample, "Pulumi.yaml"), "utf8"));
  project.set("main", join(root, "index.ts"));
  writeFileSync(join(folder, "Pulumi.yaml"), project.toString());
  cpSync(join(sample, "openapi"), join(folder, "openapi"), { recursive: true });
  for (const name of ["Pulumi.staging.yaml", "Pulumi.production.yaml"]) {
    const text = readFileSync(join(sample, name), "utf8")
      .replace(/\b(60){6}\b|\b(61){6}\b/g, account)
      .replace(/key: MCowBQYDK2VwAyEAb\S+/, `key: ${key}`)
      .replace("withinSeconds: 60", "withinSeconds: 10")
      .replaceAll("https://o660066.ingest.de.sentry.io", `"${origin}"`)
      .replaceAll("https://sentry.io/api/0/", `"${origin}/api/0/"`);
    writeFileSync(join(folder, name), text);
  }
}

async function judgedOf(directory: string, state: string) {
  const path = join(directory, "Pulumi.production.yaml");
  const file = readStackFile(path);
  if ("mistakes" in file) throw new Error(`${path} is wrong`);
  const evaluation = await evaluateStack({ stack: "production", root, directory });
  const at = { root, config: file.raw, from: state };
  const standing = await standingOf(readState(readFileSync(state, "utf8"), state, file), evaluation, at);
  return { evaluation, standing, target: targetAt(path, directory) };
}

/** There is no Docker on every machine that tests: this one does what it is told, and starts nothing. */
function dockerIn(folder: string): void {
  mkdirSync(folder);
  const file = join(folder, "docker");
  writeFileSync(file, '#!/bin/sh\necho "docker $*"\n');
  chmodSync(file, 0o755);
}

/** A repository of the product's with one commit, which is the one that is launched. */
function repositoryIn(folder: string): string {
  mkdirSync(folder);
  const git = (...words: readonly string[]) =>
    execFileSync("git", ["-C", folder, ...words], { encoding: "utf8" });
  git("init", "--quiet");
  git("config", "user.name", "Mira Okafor");
  git("config", "user.email", "mira@rolodex.example");
  writeFileSync(join(folder, "README.md"), "the product\n");
  git("add", ".");
  git("commit", "--quiet", "--message", "The product");
  return git("rev-parse", "HEAD").trim();
}
