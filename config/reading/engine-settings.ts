import type { Finding } from "../finding.ts";
import { goKey } from "../shape/go.ts";
import { describe } from "./describe.ts";
import { goMistakes } from "./go-setting.ts";
import { meant } from "./nearest.ts";
import { passphraseMark, stateSecrecy } from "./state-secrecy.ts";

interface Settings {
  /** Everything under `config`, as written. */
  readonly all: Readonly<Record<string, unknown>>;
  /** Where the platform stands among them. */
  readonly key: string;
  readonly written: unknown;
  readonly findings: readonly Finding[];
}

/** The engine's own keys; `environment` is left out: what it imports is not in the file, so it cannot be judged. */
const topLevel = ["config", "secretsprovider", "encryptedkey"];
const platformKey = "golive:platform";

/** The settings of a stack file, and what is wrong around the platform's own. */
export function settingsOf(value: unknown, project: string): Settings {
  const none = (path: Finding["path"], found: string, allowed: string): Settings => ({
    all: {},
    key: platformKey,
    written: undefined,
    findings: [{ path, found, allowed }],
  });
  if (value === null || value === undefined)
    return none([], "an empty file", `config with ${platformKey} in it`);
  if (!isMapping(value)) return none([], describe(value, []), "a mapping with config in it");
  const unknown = Object.keys(value)
    .filter((key) => !topLevel.includes(key) && key !== passphraseMark)
    .map((key) => ({
      path: [key],
      found: "an unknown key",
      allowed: topLevel.join(", "),
      ...meant(key, topLevel),
    }));
  const around = [...unknown, ...stateSecrecy(value)];
  const config = value.config;
  if (!isMapping(config)) {
    const without = none(["config"], describe(config, ["config"]), `a mapping with ${platformKey} in it`);
    return { ...without, findings: [...around, ...without.findings] };
  }
  // The engine puts the project's name before a key that has no namespace.
  const key =
    !Object.hasOwn(config, platformKey) && project === "golive" && Object.hasOwn(config, "platform")
      ? "platform"
      : platformKey;
  const written = Object.hasOwn(config, key) ? (config[key] ?? null) : undefined;
  const strangers = Object.keys(config)
    .filter(
      (name) =>
        name !== key &&
        name !== goKey &&
        (name.startsWith("golive:") || (written === undefined && /(^|:)platform$/.test(name))),
    )
    .map((name) => ({
      path: ["config", name],
      found: "an unknown key",
      allowed: platformKey,
      ...meant(name, [platformKey]),
    }));
  const go = Object.hasOwn(config, goKey) ? goMistakes(config[goKey]) : [];
  const missing = {
    path: ["config", platformKey],
    found: "nothing",
    allowed: "a mapping that describes the platform",
  };
  return {
    all: config,
    key,
    written,
    findings: [...around, ...strangers, ...go, ...(written === undefined ? [missing] : [])],
  };
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
