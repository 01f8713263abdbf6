import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, parseDocument } from "yaml";
import type { Entry } from "./provider/journal.ts";
import { lines, type Outcome, pulumi, repository } from "./pulumi.ts";

export type Stack = "production" | "staging";

/** A step that the engine took, or in a preview would take. */
export interface Step {
  readonly op: string;
  readonly urn: string;
}

/**
 * One stack of the repository's own program, or of a fixture's, in a folder of its own: `Pulumi.yaml` as it is, its `main` made
 * absolute; the stack file without the secrets provider that needs AWS; state in files.
 */
export class Workspace {
  readonly project: string;
  readonly stack: Stack;
  readonly #home: string;

  private constructor(home: string, stack: Stack) {
    this.#home = home;
    this.stack = stack;
    this.project = join(home, "project");
  }

  static async create(stack: Stack, program = join(repository, "index.ts")): Promise<Workspace> {
    const workspace = new Workspace(mkdtempSync(join(tmpdir(), "golive-engine-")), stack);
    mkdirSync(workspace.project);
    workspace.#copy("Pulumi.yaml", (file) => file.set("main", program));
    workspace.#copy(`Pulumi.${stack}.yaml`, (file) => file.delete("secretsprovider"));
    const { code, text } = await pulumi(workspace.#home, ["stack", "init", stack]);
    if (code !== 0) throw new Error(`no stack: ${text}`);
    return workspace;
  }

  /** With the pack, as everyone should; without it only to measure what the pack costs. */
  preview(judged = true): Promise<Outcome> {
    return pulumi(this.#home, ["preview", ...(judged ? pack : [])]);
  }

  up(...flags: readonly string[]): Promise<Outcome> {
    return pulumi(this.#home, ["up", "--yes", ...pack, ...flags]);
  }

  /** What somebody in a hurry does: neither the pack nor a look at the plan. */
  hasty(): Promise<Outcome> {
    return pulumi(this.#home, ["up", "--yes", "--skip-preview"]);
  }

  refresh(): Promise<Outcome> {
    return pulumi(this.#home, ["refresh", "--yes", "--expect-no-changes"]);
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

  /** URNs of all that stands according to the state. */
  async standing(): Promise<readonly string[]> {
    const { text } = await pulumi(this.#home, ["stack", "export"]);
    const state: { deployment: { resources?: { urn: string }[] } } = JSON.parse(text);
    return (state.deployment.resources ?? []).map(({ urn }) => urn);
  }

  /** Changes a text of the stack file, as a release changes a digest. */
  change(from: string, to: string): void {
    const file = join(this.project, `Pulumi.${this.stack}.yaml`);
    const text = readFileSync(file, "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(file, text.replaceAll(from, to));
  }

  /** Everything the providers were asked since the workspace was made. */
  get journal(): readonly Entry[] {
    return lines<Entry>(join(this.#home, "journal.jsonl"));
  }

  remove(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }

  #copy(name: string, edit: (file: ReturnType<typeof parseDocument>) => void): void {
    const file = parseDocument(readFileSync(join(repository, name), "utf8"));
    edit(file);
    writeFileSync(join(this.project, name), file.toString());
  }
}

const pack = ["--policy-pack", join(repository, "policy")];

/** What really changes something: in an update, the update's own steps without the preview's. */
export function changes({ events }: Outcome, phase: "preview" | "update" = "update"): readonly Step[] {
  const passive = new Set(["same", "read", "refresh"]);
  return events
    .flatMap(({ resourcePreEvent }) => resourcePreEvent ?? [])
    .filter(
      ({ planning = false, metadata }) => planning === (phase === "preview") && !passive.has(metadata.op),
    )
    .map(({ metadata: { op, urn } }) => ({ op, urn }))
    .sort((a, b) => `${a.urn} ${a.op}`.localeCompare(`${b.urn} ${b.op}`));
}
