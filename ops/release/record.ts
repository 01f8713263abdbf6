import { z } from "zod";

const schema = z.object({
  version: z.string(),
  runsWith: z.array(z.string()),
  keeps: z.array(z.string()),
});

/**
 * One release as a unit: everything that is gone back to together. Kept in the evidence bucket as
 * `release/<id>.json`, outside of Pulumi's state, where nobody can change it.
 */
export const releaseRecord = z.object({
  kind: z.literal("release"),
  stack: z.string().describe("<product>-<environment>"),
  id: z.string().describe("begins with when, so that ids sort by time: 20261121T063455Z-3d2f9a"),
  at: z.iso.datetime(),
  by: z.string().describe("who deployed, as AWS knows them: an ARN"),
  commit: z.string().nullable().describe("of the product; null where nobody said"),
  despite: z.string().optional().describe("why it was deployed although alarms were red, in their words"),
  config: z.string().describe("SHA-256 of the platform's configuration, hex"),
  services: z.record(
    z.string(),
    z.object({
      image: z.string().describe("repository@sha256:…"),
      taskDefinition: z.string().describe("the revision, by ARN: image, command, environment and secrets"),
    }),
  ),
  tasks: z.record(z.string(), z.string().describe("the revision of each one-off task, by ARN")),
  frontend: z
    .string()
    .nullable()
    .describe("the frontend's own release, which is gone back to with it; null where none was published"),
  schema,
  /** A release is written down when it serves; one that was gone back from is none to go back to. */
  result: z.enum(["serves", "rolled back from"]),
});
export type ReleaseRecord = z.infer<typeof releaseRecord>;

/** Whether code of one release can run on the schema that another has made (P17). */
export const runsOn = (
  code: { readonly version: string; readonly runsWith: readonly string[] },
  made: { readonly version: string; readonly keeps: readonly string[] },
): boolean => code.runsWith.includes(made.version) || made.keeps.includes(code.version);
