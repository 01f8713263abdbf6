import { parse } from "yaml";
import { z } from "zod";
import type { Container, Node, StackView } from "../view.ts";
import { taskDefinition } from "./aws-types.ts";
import { perStack } from "./per-stack.ts";

export const prometheusWorkspace = "aws:amp/workspace:Workspace";

/** Images that take what the containers beside them measure, and send it on. */
const image =
  /(?:aws-otel|opentelemetry|otel)-?collector|(?:^|\/)(?:adot|alloy|vector)\b|datadog\/agent|cloudwatch-agent|prom\/prometheus/i;
const variable = "AOT_CONFIG_CONTENT";

const textOf = ({ environment = [] }: Container): string | undefined =>
  environment.find(({ name }) => name === variable)?.value;

/** By its image, or because it is told what a collector is told. */
export const isCollector = (container: Container): boolean =>
  image.test(container.image ?? "") || textOf(container) !== undefined;

/** The collectors among the containers of a task. */
export const collectorsOf = (stack: StackView, task: Node): readonly Container[] =>
  (stack.containers(task) ?? []).filter(isCollector);

/** Each task with a collector in it. */
export const collectedTasks = perStack((stack): readonly Node[] =>
  stack.all(taskDefinition).filter((task) => collectorsOf(stack, task).length > 0),
);

/** Variables with which a container speaks to the collector beside it, or is told as a collector what to listen to. */
export const staysInTask = (name: string, value: string): boolean =>
  name === variable ||
  (/^OTEL_EXPORTER_OTLP_(?:\w+_)?ENDPOINT$/.test(name) &&
    /^http:\/\/(?:localhost|127\.0\.0\.1):\d+(?:\/\S*)?$/.test(value));

const pipeline = z.object({
  receivers: z.array(z.string()).default([]),
  processors: z.array(z.string()).default([]),
  exporters: z.array(z.string()).default([]),
});
const configuration = z.object({
  receivers: z.record(z.string(), z.unknown()).default({}),
  exporters: z.record(z.string(), z.unknown()).default({}),
  service: z.object({ pipelines: z.record(z.string(), pipeline).default({}) }).default({ pipelines: {} }),
});
export type Configuration = z.infer<typeof configuration>;

const read = new Map<string, Configuration | undefined>();

/** What a collector does with what it gets; undefined where it is told elsewhere, or not in its language. */
export function configurationOf(container: Container): Configuration | undefined {
  const text = textOf(container);
  if (text === undefined) return undefined;
  if (!read.has(text)) read.set(text, parsed(text));
  return read.get(text);
}

function parsed(text: string): Configuration | undefined {
  try {
    return configuration.safeParse(parse(text)).data;
  } catch {
    return undefined; // not YAML: the collector would not start
  }
}

/** Whether it sends on what it gets of a kind: of `traces`, by an exporter that it has set up. */
export const sends = (
  { service, exporters, receivers }: Configuration,
  kind: "metrics" | "traces",
): boolean =>
  Object.entries(service.pipelines).some(
    ([name, one]) =>
      name.split("/")[0] === kind &&
      one.receivers.some((id) => id in receivers) &&
      one.exporters.some((id) => id in exporters && !/^(?:debug|logging|nop)\b/.test(id)),
  );

/** Where it writes metrics: the address in its exporter, or the variable that is named there; undefined where unknown. */
export function remoteWriteOf(container: Container): { readonly known: string | undefined } | undefined {
  const [, exporter] =
    Object.entries(configurationOf(container)?.exporters ?? {}).find(([id]) =>
      id.startsWith("prometheusremotewrite"),
    ) ?? [];
  if (exporter === undefined) return undefined;
  const { endpoint } = z.object({ endpoint: z.string().default("") }).parse(exporter ?? {});
  const named = /^\$\{(?:env:)?(\w+)\}/.exec(endpoint)?.[1];
  if (named === undefined) return { known: endpoint };
  return { known: container.environment?.find(({ name }) => name === named)?.value };
}
