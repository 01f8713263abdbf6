import * as pulumi from "@pulumi/pulumi";
import { formatMistakes, mistakeIn } from "./mistakes.ts";
import { parsePlatform } from "./parse.ts";
import { plainSecrets, withoutCredentials } from "./reading/plain-secrets.ts";
import type { Config } from "./schema.ts";

/**
 * The platform that this stack asks for. The namespace is ours, not the project's: a product's project may have any name.
 * @throws RunError with every mistake; the engine prints it without a stack trace.
 */
export function readConfig(stack = new pulumi.Config("golive")): Config {
  const name = pulumi.getStack();
  const written = fromJson(stack.get("platform"));
  const parsed = parsePlatform(written, name);
  const findings = [...plainSecrets(written), ...("findings" in parsed ? parsed.findings : [])];
  if ("config" in parsed && findings.length === 0) return parsed.config;
  const file = `Pulumi.${name}.yaml`;
  const mistakes = withoutCredentials(findings, written).map((finding) =>
    mistakeIn(file, finding, undefined),
  );
  throw new pulumi.RunError(`${file} does not describe a platform:\n${formatMistakes(mistakes)}`);
}

/** The SDK's own reading of structures quotes the text in its error. */
function fromJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
