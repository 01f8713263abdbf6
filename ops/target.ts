import { readFileSync } from "node:fs";
import type { Finding, Path } from "../config/finding.ts";
import { type Mistake, mistakeIn } from "../config/mistakes.ts";
import { readYaml } from "../config/reading/yaml-file.ts";
import type { Config } from "../config/schema.ts";
import type { SignedGo } from "../config/shape/go.ts";
import { readStackFile } from "../config/stack-file.ts";
import { goIn } from "../evidence/go.ts";
import { WrongInput } from "./errors.ts";
import { quoted } from "./quoted.ts";

/** What a command acts on: a stack as its file describes it. */
export interface Target {
  readonly stack: string;
  /** The same as a command is told of it: with the folder of its file, where that was said. */
  readonly typed: string;
  readonly file: string;
  readonly config: Config;
  /** First words of every name in AWS. */
  readonly prefix: string;
  /** The engine's own `secretsprovider`, and where it stands. */
  readonly secretsProvider: unknown;
  /** The GO that its file bears, whoever has signed it. */
  readonly go: SignedGo | undefined;
  mistake(path: Path, words: Omit<Finding, "path">): Mistake;
}

/** @throws WrongInput with every mistake in the file */
export function targetAt(path: string, directory?: string): Target {
  const read = readStackFile(path);
  if ("mistakes" in read) throw new WrongInput(read.mistakes);
  const { stack, file, config } = read;
  const yaml = readYaml(readFileSync(path, "utf8"));
  if ("findings" in yaml) throw new Error(`${file} changed while it was read`);
  return {
    stack,
    typed: directory === undefined ? stack : `${stack} -d ${quoted(directory)}`,
    file,
    config,
    prefix: `${config.product}-${config.environment}`,
    secretsProvider:
      typeof yaml.value === "object" && yaml.value !== null
        ? Reflect.get(yaml.value, "secretsprovider")
        : undefined,
    go: goIn(read.raw),
    mistake: (path, words) => ({
      ...mistakeIn(file, { path, ...words }, yaml.position(path)),
      path: String(path.at(-1)),
    }),
  };
}
