import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { AwsFailed, mistyped, WrongInput } from "../errors.ts";

const run = promisify(execFile);

/** The product's repository, as git tells of it. */
export class Repository {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The whole name of a commit. @throws WrongInput where this repository has none of that name */
  async commit(name: string): Promise<string> {
    const found = await this.#ask("rev-parse", "--verify", "--quiet", `${name}^{commit}`);
    if (found !== undefined) return found;
    throw new WrongInput([
      mistyped(
        "--repository",
        `${this.#folder} without the commit ${name}`,
        "the folder of the product's repository",
      ),
    ]);
  }

  /** The commit that a tag is on; undefined where there is no such tag. */
  tagged(tag: string): Promise<string | undefined> {
    return this.#ask("rev-parse", "--verify", "--quiet", `refs/tags/${tag}^{commit}`);
  }

  async tag(name: string, commit: string, message: string): Promise<void> {
    await this.#do(`tag ${commit} as ${name}`, "tag", "--annotate", "--message", message, name, commit);
  }

  async push(remote: string, tag: string): Promise<void> {
    await this.#do(`push ${tag} to ${remote}`, "push", remote, `refs/tags/${tag}`);
  }

  async #ask(...args: readonly string[]): Promise<string | undefined> {
    try {
      const { stdout } = await run("git", [...args], { cwd: this.#folder, timeout: 30_000 });
      return stdout.trim();
    } catch {
      return undefined; // no git, no repository, or no such thing
    }
  }

  async #do(doing: string, ...args: readonly string[]): Promise<void> {
    try {
      // Nobody is there to type a password.
      const env = { ...process.env, GIT_TERMINAL_PROMPT: "0" };
      await run("git", [...args], { cwd: this.#folder, timeout: 120_000, env });
    } catch (error) {
      const said =
        error instanceof Error ? String(Reflect.get(error, "stderr") || error.message) : String(error);
      throw new AwsFailed(`git could not ${doing}: ${said.replaceAll(/\/\/[^/@\s]*@/g, "//").trim()}`);
    }
  }
}
