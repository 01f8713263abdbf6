import { isDeepStrictEqual } from "node:util";
import { type Fields as Container, fields } from "../fields.ts";
import type { Recording, Registration } from "../program/recording.ts";
import { unwrapped } from "../program/secrets.ts";
import { copyAround } from "./copies.ts";

/**
 * An ECS task's containers are one JSON string, unknown at the first preview as soon as one ARN in it is; the rules then
 * read the copy that the enclosing component gives out as `containers`. Here, where everything is known, copy and
 * string must say the same: a copy that leaves something out, or says it better, would be judged in its place.
 */
export function compareContainers(known: Recording): string[] {
  const isMade = madeByAws(known);
  return [...known.values()]
    .filter(({ type }) => type === "aws:ecs/taskDefinition:TaskDefinition")
    .flatMap((task) => {
      const copy = copyAround(task, "containers", known)?.map(fields);
      return copy === undefined ? [] : differences(task, realOf(task), copy, isMade);
    });
}

function realOf(task: Registration): readonly Container[] {
  const text = unwrapped((task.inputs.toJavaScript() as Record<string, unknown>).containerDefinitions);
  return typeof text === "string" ? (JSON.parse(text) as Container[]) : [];
}

function differences(
  task: Registration,
  real: readonly Container[],
  copy: readonly Container[],
  isMade: IsMade,
): string[] {
  if (real.length !== copy.length)
    return [
      `${task.urn}: it runs ${real.length} containers and its copy for the first preview shows ${copy.length}`,
    ];
  return real.flatMap((container, index) => {
    const shown = copy[index] ?? {};
    const keys = [...new Set([...Object.keys(container), ...Object.keys(shown)])].sort();
    return keys
      .filter(
        (key) =>
          !isDeepStrictEqual(comparable(key, container[key], isMade), comparable(key, shown[key], isMade)),
      )
      .map(
        (key) =>
          `${task.urn}: "${key}" of container ${String(container.name)} differs between the task and its copy for the first preview`,
      );
  });
}

/** The characters with which Secrets Manager ends an ARN, before what ECS hangs on to it. */
const endOfSecret = /(?<=:secret:[^:]+)-[A-Za-z0-9?]{6}(?=$|:)/;

/** What AWS makes (the end of a secret's ARN, a host in the environment) cannot stand in a copy; the rest must. */
function comparable(key: string, value: unknown, isMade: IsMade): unknown {
  if (!Array.isArray(value)) return value;
  if (key === "secrets")
    return value
      .map(({ name, valueFrom }) => [name, String(valueFrom).replace(endOfSecret, "-??????")])
      .sort();
  if (key !== "environment") return value;
  return value
    .map(({ name, value: text }) => [name, text === undefined || isMade(String(text)) ? "made by AWS" : text])
    .sort(([a], [b]) => String(a).localeCompare(String(b)));
}

/** Whether a text is, or holds, one that a resource has in its state and was not given. */
type IsMade = (text: string) => boolean;

function madeByAws(known: Recording): IsMade {
  const made = new Set<string>();
  for (const { custom, inputs, outputs } of known.values()) {
    if (!custom) continue;
    const given = new Set(texts(inputs.toJavaScript()));
    for (const text of texts(outputs.toJavaScript())) if (text.length > 7 && !given.has(text)) made.add(text);
  }
  const asked = new Map<string, boolean>(); // services share most of their environment: each text is searched once
  return (text) => {
    const answer = asked.get(text) ?? (made.has(text) || made.values().some((part) => text.includes(part)));
    asked.set(text, answer);
    return answer;
  };
}

function* texts(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (value !== null && typeof value === "object")
    for (const part of Object.values(value)) yield* texts(part);
}
