import { parse } from "yaml";
import { z } from "zod";

const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const workflow = z.object({
  on: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]),
  permissions: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  jobs: z.record(
    z.string(),
    z.object({
      "timeout-minutes": z.number().optional(),
      permissions: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
      steps: z.array(step).default([]),
    }),
  ),
});
type Workflow = z.infer<typeof workflow>;

/** A tag can be moved to other code; a digest cannot. The tag stands beside it, for people. */
const pinned = /^(?:\.\/|[\w.-]+\/[\w./-]+@[\da-f]{40}$)/;

/** What is wrong with a workflow that GitHub itself would accept. */
export function workflowFlaws(file: string, text: string): readonly string[] {
  const read = workflow.safeParse(parse(text));
  if (!read.success) return [`${file}: is no workflow: ${z.prettifyError(read.error)}`];
  const flow = read.data;
  return [...wholeFlaws(flow), ...jobFlaws(flow), ...unexplainedPins(text)].map((flaw) => `${file}: ${flaw}`);
}

const wholeFlaws = ({ on, permissions }: Workflow): readonly string[] => [
  ...(typeof permissions === "object" && Object.values(permissions).every((level) => level !== "write")
    ? []
    : ["says no `permissions`, or writes for all jobs: the token may then do more than a job needs"]),
  ...(eventsOf(on).includes("pull_request_target")
    ? ["runs on pull_request_target: a stranger's code next to our credentials"]
    : []),
];

const eventsOf = (on: Workflow["on"]): readonly string[] =>
  typeof on === "string" ? [on] : Array.isArray(on) ? on : Object.keys(on);

const jobFlaws = ({ on, jobs }: Workflow): readonly string[] =>
  Object.entries(jobs).flatMap(([job, { permissions, steps, "timeout-minutes": minutes }]) => [
    ...(minutes === undefined ? [`job ${job} has no timeout-minutes`] : []),
    ...steps.flatMap(({ uses = "", run = "", with: inputs }) => [
      ...(uses !== "" && !pinned.test(uses)
        ? [`job ${job} uses ${uses}, which is not pinned by digest`]
        : []),
      ...(uses.startsWith("actions/checkout@") &&
      inputs?.["persist-credentials"] !== false &&
      !writes(permissions)
        ? [`job ${job} leaves its token in the checkout: persist-credentials: false`]
        : []),
      ...(uses.startsWith("actions/checkout@") && eventsOf(on).includes("workflow_run")
        ? [`job ${job} checks code out after another workflow: it may be a stranger's`]
        : []),
      ...(run.includes("${{")
        ? [`job ${job} puts \${{ }} into its shell: give it as an environment variable`]
        : []),
    ]),
  ]);

/** A job that pushes a tag needs its token in the checkout. */
const writes = (permissions: Workflow["jobs"][string]["permissions"]): boolean =>
  typeof permissions === "object" && permissions.contents === "write";

const unexplainedPins = (text: string): readonly string[] =>
  [...text.matchAll(/uses: (\S+@[\da-f]{40})(?! # v\d)/g)].map(
    ([, uses = ""]) => `${uses} does not say which version it is: # v1.2.3`,
  );
