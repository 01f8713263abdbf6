import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { evaluateStack } from "../../readiness/evaluate.ts";
import type { Evaluation } from "../../readiness/types.ts";
import { rewrite, stage } from "./project.ts";
import { type Cloud, cloudAt } from "./provider/cloud.ts";
import type { Entry } from "./provider/journal.ts";
import { lines, type Outcome, pulumi, repository } from "./pulumi.ts";

export type Stack = "production" | "staging";

/** What is not the repository's own: the program, or the stack files. */
export interface Origin {
  /** A program's file, wherever it lies. */
  readonly main?: string;
  /** A file of `fixtures/`, run as if it lay where the repository's own program does. */
  readonly fixture?: string;
  /** Where the stack files are. */
  readonly folder?: string;
}

/** The parts of an exported state that the tests read. */
export interface Standing {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/**
 * One stack in a folder of its own: `Pulumi.yaml` as it is, its `main` made absolute; the stack file without the secrets
 * provider that needs AWS; state in files.
 */
export class Workspace {
  readonly project: string;
  readonly stack: Stack;
  readonly #home: string;
  #secretsProvider: unknown;

  private constructor(home: string, stack: Stack) {
    this.#home = home;
    this.stack = stack;
    this.project = join(home, "project");
  }

  static async create(stack: Stack, origin: Origin = {}): Promise<Workspace> {
    const { main = join(repository, "index.ts"), fixture, folder = repository } = origin;
    const workspace = new Workspace(mkdtempSync(join(tmpdir(), "golive-engine-")), stack);
    mkdirSync(workspace.project);
    const program = fixture === undefined ? main : stage(fixture, join(workspace.#home, "program"));
    rewrite("Pulumi.yaml", folder, workspace.project, (file) => file.set("main", program));
    rewrite(workspace.#file, folder, workspace.project, (file) => {
      workspace.#secretsProvider = file.get("secretsprovider");
      file.delete("secretsprovider");
    });
    cpSync(join(folder, "openapi"), join(workspace.project, "openapi"), { recursive: true });
    const { code, text } = await pulumi(workspace.#home, ["stack", "init", stack]);
    if (code !== 0) throw new Error(`no stack: ${text}`);
    return workspace;
  }

  /** The gate's judgement of the same files; it refuses a passphrase, so it reads the stack file as it was found. */
  gate(): Promise<Evaluation> {
    const directory = join(this.#home, "judged");
    mkdirSync(directory, { recursive: true });
    rewrite("Pulumi.yaml", this.project, directory);
    cpSync(join(this.project, "openapi"), join(directory, "openapi"), { recursive: true });
    rewrite(this.#file, this.project, directory, (file) => {
      file.delete("encryptionsalt");
      file.set("secretsprovider", this.#secretsProvider);
    });
    return evaluateStack({ stack: this.stack, root: repository, directory });
  }

  /** With the pack, as everyone should; without it only to measure what the pack costs. */
  preview(judged = true, ...flags: readonly string[]): Promise<Outcome> {
    return pulumi(this.#home, ["preview", ...(judged ? pack : []), ...flags]);
  }

  up(...flags: readonly string[]): Promise<Outcome> {
    return pulumi(this.#home, ["up", "--yes", ...pack, ...flags]);
  }

  /** What somebody in a hurry does: neither the pack nor a look at the plan. */
  hasty(): Promise<Outcome> {
    return pulumi(this.#home, ["up", "--yes", "--skip-preview"]);
  }

  refresh(...flags: readonly string[]): Promise<Outcome> {
    return pulumi(this.#home, ["refresh", "--yes", ...flags]);
  }

  destroy(): Promise<Outcome> {
    return pulumi(this.#home, ["destroy", "--yes"]);
  }

  /** What a person does who is determined to delete: protection off, for every resource at once. */
  unprotect(): Promise<Outcome> {
    return pulumi(this.#home, ["state", "unprotect", "--all", "--yes"]);
  }

  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    return parse((await pulumi(this.#home, ["stack", "output", "--json", "--show-secrets"])).text);
  }

  /** The state as it is kept, secrets encrypted: its text, and what stands according to it. */
  async state(): Promise<{ readonly text: string; readonly resources: readonly Standing[] }> {
    const { text } = await pulumi(this.#home, ["stack", "export"]);
    const state: { deployment: { resources?: readonly Standing[] } } = JSON.parse(text);
    return { text, resources: state.deployment.resources ?? [] };
  }

  async standing(): Promise<readonly string[]> {
    return (await this.state()).resources.map(({ urn }) => urn);
  }

  /** Changes a text of the stack file, as a release changes a digest. */
  change(from: string, to: string): void {
    const file = join(this.project, this.#file);
    const text = readFileSync(file, "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(file, text.replaceAll(from, to));
  }

  /** Changes a setting of the platform, as a person does; `undefined` takes it away. */
  set(path: readonly string[], value: unknown): void {
    const at = ["config", "golive:platform", ...path];
    rewrite(this.#file, this.project, this.project, (file) =>
      value === undefined ? file.deleteIn(at) : file.setIn(at, value),
    );
  }

  /** Everything the providers were asked since the workspace was made. */
  get journal(): readonly Entry[] {
    return lines<Entry>(join(this.#home, "journal.jsonl"));
  }

  /** What stands in AWS according to the stand-in providers, whatever Pulumi's state says. */
  get cloud(): Cloud {
    return cloudAt(join(this.#home, "journal.jsonl.cloud.json"));
  }

  /** From now on, tasks with an image of this digest answer with errors. */
  breaks(digest: string): void {
    appendFileSync(join(this.#home, "journal.jsonl.broken"), `${digest}\n`);
  }

  /** From now on, a resource of this name is not there: somebody deleted it by hand. */
  loses(name: string): void {
    appendFileSync(join(this.#home, "journal.jsonl.gone"), `${name}\n`);
  }

  remove(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }

  get #file(): string {
    return `Pulumi.${this.stack}.yaml`;
  }
}

const pack = ["--policy-pack", join(repository, "policy")];
