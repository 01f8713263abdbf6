import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parseDocument } from "yaml";
import { EvidenceFolder } from "../../../evidence/folder.ts";
import type { EvidenceRecord } from "../../../evidence/record.ts";
import { targetAt } from "../../../ops/target.ts";
import type { GoLive } from "../../../readiness/go-live/types.ts";
import { type Ended, nobody, running } from "../../cli/running.ts";
import { root } from "../../config/writing.ts";
import { account } from "../moto.ts";
import { type Fault, Product } from "../product.ts";
import { Aws } from "./aws.ts";
import { Firewall } from "./firewall.ts";
import { StandsInAws } from "./platform.ts";
import { stateOf } from "./state.ts";
import { Tracker } from "./tracker.ts";

const sample = join(root, "examples/product");

/** A launch of the sample product, whole, on this machine: its folder, its processes, and what stands for AWS. */
export class World {
  readonly folder: string;
  readonly evidence: string;
  readonly state: string;
  readonly repository: string;
  readonly commit: string;
  readonly key: string;
  readonly aws: Aws;
  readonly stands: StandsInAws;
  readonly tracker: Tracker;
  product: Product;
  firewall: Firewall;

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
    this.product = parts.product;
    this.firewall = parts.firewall;
  }

  static async start(): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), "golive-launch-"));
    const [aws, product, tracker] = await Promise.all([Aws.start(), Product.start(), Tracker.start(folder)]);
    writeStacks(folder, tracker);
    dockerIn(join(folder, "bin"));
    const file = join(folder, "Pulumi.production.yaml");
    const stands = await StandsInAws.make(targetAt(file), aws);
    const firewall = await Firewall.start(file, product.api);
    const world = new World({ folder, aws, stands, tracker, product, firewall });
    writeFileSync(world.state, await stateOf(file));
    return world;
  }

  /** The product anew, with what it is that it does wrong. */
  async restart(...faults: readonly Fault[]): Promise<void> {
    this.firewall.stop();
    await this.product.stop();
    this.product = await Product.start({ faults });
    this.firewall = await Firewall.start(join(this.folder, "Pulumi.production.yaml"), this.product.api);
  }

  async stop(): Promise<void> {
    this.firewall.stop();
    this.tracker.stop();
    await Promise.all([this.product.stop(), this.aws.stop()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  get through(): readonly string[] {
    const { api, pages } = this.product;
    return [`api=${api}`, `pages=${pages}`].flatMap((one) => ["--through", one]);
  }

  /** As a person types it, with what they would have in their environment. */
  golive(words: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const { env } = this.product;
    const path = [join(this.folder, "bin"), env.PATH, process.env.PATH].join(delimiter);
    return running(
      words,
      {
        ...env,
        ...nobody,
        ...this.aws.environment,
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

  async records(stack: "staging" | "production"): Promise<readonly EvidenceRecord[]> {
    const { records, flaws } = await new EvidenceFolder(this.evidence, `rolodex-${stack}`).read();
    if (flaws.length > 0) throw new Error(flaws.join("; "));
    return records;
  }
}

interface Parts extends Pick<World, "folder" | "aws" | "stands" | "tracker" | "product" | "firewall"> {}

/** The sample product's stack files: production in moto's account, errors to the tracker of this machine. */
function writeStacks(folder: string, { origin }: Tracker): void {
  const project = parseDocument(readFileSync(join(sample, "Pulumi.yaml"), "utf8"));
  project.set("main", join(root, "index.ts"));
  writeFileSync(join(folder, "Pulumi.yaml"), project.toString());
  cpSync(join(sample, "openapi"), join(folder, "openapi"), { recursive: true });
  for (const name of ["Pulumi.staging.yaml", "Pulumi.production.yaml"]) {
    const text = readFileSync(join(sample, name), "utf8")
      .replaceAll("606060606060", account)
      .replaceAll("https://o660066.ingest.de.sentry.io", `"${origin}"`)
      .replaceAll("https://sentry.io/api/0/", `"${origin}/api/0/"`);
    writeFileSync(join(folder, name), text);
  }
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
    execFileSync("git", ["-C", folder, "-c", "user.name=ada", "-c", "user.email=ada@rolodex.example", ...words], {
      encoding: "utf8",
    });
  git("init", "--quiet");
  writeFileSync(join(folder, "README.md"), "the product\n");
  git("add", ".");
  git("commit", "--quiet", "--message", "The product");
  return git("rev-parse", "HEAD").trim();
}
