import { z } from "zod";
import { InputMistakes } from "../errors.ts";

/** One resource as `pulumi stack export` writes it; what is not read here is left out. */
const resource = z.object({
  urn: z.string(),
  type: z.string(),
  custom: z.boolean().default(false),
  delete: z.boolean().default(false),
  parent: z.string().default(""),
  provider: z.string().default(""),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
  dependencies: z.array(z.string()).default([]),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).default({}),
  protect: z.boolean().default(false),
  ignoreChanges: z.array(z.string()).default([]),
  additionalSecretOutputs: z.array(z.string()).default([]),
  customTimeouts: z
    .object({ create: z.number(), update: z.number(), delete: z.number() })
    .partial()
    .default({}),
});
export type StateResource = z.infer<typeof resource>;

const exported = z.object({
  version: z.literal(3),
  deployment: z.object({
    manifest: z.object({ time: z.string() }).partial().default({}),
    resources: z.array(resource).default([]),
    pending_operations: z.array(z.unknown()).nullish(),
  }),
});

/** What stands, as the engine has written it down. */
export interface State {
  readonly resources: readonly StateResource[];
  /** When it was written; undefined where it does not say. */
  readonly at: string | undefined;
  /** Operations that began and of which nobody knows the end. */
  readonly pending: number;
}

/** @throws InputMistakes where the text is no exported state, or another stack's; nothing of the text is repeated */
export function readState(
  text: string,
  file: string,
  { project, stack }: { project: string; stack: string },
): State {
  const mistake = (found: string) =>
    new InputMistakes([
      { file, path: "", found, allowed: `what \`pulumi stack export --stack ${stack}\` prints` },
    ]);
  const read = exported.safeParse(parsed(text));
  if (!read.success) throw mistake("no state of version 3");
  const { manifest, resources, pending_operations: pending } = read.data.deployment;
  const stranger = resources.find(({ urn }) => !urn.startsWith(`urn:pulumi:${stack}::${project}::`));
  if (stranger)
    throw mistake(`${stranger.urn.split("::").slice(0, 2).join("::")}, another stack's resources`);
  return { resources, at: manifest.time, pending: pending?.length ?? 0 };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
