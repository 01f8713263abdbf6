import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Finding } from "./finding.ts";
import { inOrder, type Mistake, mistakeIn } from "./mistakes.ts";
import { parsePlatform } from "./parse.ts";
import { settingsOf } from "./reading/engine-settings.ts";
import { meant } from "./reading/nearest.ts";
import { plainSecrets, withoutCredentials } from "./reading/plain-secrets.ts";
import { stateKeyAlias } from "./reading/state-secrecy.ts";
import { readYaml } from "./reading/yaml-file.ts";
import type { Config } from "./schema.ts";

/** The key of a stack file under which everything stands. */
export const platformKey = "golive:platform";

/** A stack file that says what it may. */
export interface StackFile {
  readonly file: string;
  readonly stack: string;
  readonly project: string;
  readonly config: Config;
  /** What stands under `golive:platform`, without the defaults that `config` adds. */
  readonly written: unknown;
  /** The settings as the engine hands them to a program in PULUMI_CONFIG: structures as JSON text. */
  readonly raw: Readonly<Record<string, string>>;
}

export type StackFileRead = StackFile | { readonly mistakes: readonly Mistake[] };

/** Reads `Pulumi.<stack>.yaml` and the project's name beside it, without Pulumi and without AWS. */
export function readStackFile(path: string): StackFileRead {
  const file = basename(path);
  const stack = /^Pulumi\.([\w.-]+)\.ya?ml$/.exec(file)?.[1];
  const one = (finding: Omit<Finding, "path">) => ({
    mistakes: [mistakeIn(file, { path: [], ...finding }, undefined)],
  });
  if (stack === undefined)
    return one({ found: "another name", allowed: "a stack file, named Pulumi.<stack>.yaml" });
  const text = textOf(path);
  if (text === undefined) {
    const others = stackFilesIn(dirname(path));
    return one({
      found: "no such file",
      allowed: others.join(", ") || "a stack file",
      ...meant(file, others),
    });
  }
  const project = projectOf(dirname(path));
  return typeof project === "string" ? parseStackFile(text, { file, stack, project }) : project;
}

/** What a stack file's text says, or every mistake in it, in the order of its lines. */
export function parseStackFile(
  text: string,
  { file, stack, project }: Pick<StackFile, "file" | "stack" | "project">,
): StackFileRead {
  const yaml = readYaml(text);
  if ("findings" in yaml)
    return { mistakes: yaml.findings.map(({ at, ...finding }) => mistakeIn(file, finding, at)) };
  const settings = settingsOf(yaml.value, project);
  const platform = settings.written === undefined ? undefined : parsePlatform(settings.written, stack);
  const inside = ["config", settings.key];
  const around = [
    ...yaml.misread,
    ...settings.findings,
    ...plainSecrets(yaml.value),
    ...(platform && "config" in platform ? stateKeyAlias(yaml.value, platform.config) : []),
  ];
  const within = (platform && "findings" in platform ? platform.findings : []).map((finding) => ({
    ...finding,
    path: [...inside, ...finding.path],
  }));
  const mistakes = withoutCredentials([...around, ...within], yaml.value).map((finding) =>
    mistakeIn(
      file,
      { ...finding, path: withoutPrefix(finding.path, platform ? inside : []) },
      yaml.position(finding.path),
    ),
  );
  if (mistakes.length > 0 || !platform || "findings" in platform) return { mistakes: inOrder(mistakes) };
  const raw = Object.fromEntries(
    Object.entries(settings.all).map(([key, value]) => [
      key,
      typeof value === "object" && value !== null
        ? JSON.stringify(value)
        : (yaml.source(["config", key]) ?? ""),
    ]),
  );
  return { file, stack, project, config: platform.config, written: settings.written, raw };
}

const withoutPrefix = (path: Finding["path"], prefix: Finding["path"]): Finding["path"] =>
  path.length >= prefix.length && prefix.every((key, index) => key === path[index])
    ? path.slice(prefix.length)
    : path;

function projectOf(directory: string): string | { readonly mistakes: readonly Mistake[] } {
  const file = "Pulumi.yaml";
  const finding = (found: string): Finding => ({ path: ["name"], found, allowed: "the project's name" });
  const text = textOf(join(directory, file));
  if (text === undefined)
    return { mistakes: [mistakeIn(file, finding("no such file beside the stack file"), undefined)] };
  const yaml = readYaml(text);
  if ("findings" in yaml)
    return { mistakes: yaml.findings.map(({ at, ...rest }) => mistakeIn(file, rest, at)) };
  const name =
    typeof yaml.value === "object" && yaml.value !== null ? Reflect.get(yaml.value, "name") : undefined;
  return typeof name === "string" && /^[\w.-]+$/.test(name)
    ? name
    : { mistakes: [mistakeIn(file, finding("no name"), yaml.position(["name"]))] };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

const stackFilesIn = (directory: string): readonly string[] =>
  existsSync(directory) ? readdirSync(directory).filter((name) => /^Pulumi\.[\w.-]+\.ya?ml$/.test(name)) : [];
