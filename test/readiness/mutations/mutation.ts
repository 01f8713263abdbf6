import type structpb from "google-protobuf/google/protobuf/struct_pb.js";
import type { Recording, Registration } from "../../../readiness/program/recording.ts";
import { wire } from "../registration.ts";

/** One thing wrong with an otherwise ready stack, and the row of the register that must say so. */
export interface Mutation {
  readonly title: string;
  readonly requirement: string;
  readonly change: (recording: Recording) => Recording;
}

type Values = Record<string, unknown>;
type Which = { readonly type: string; readonly name?: RegExp };

const json = (struct: structpb.Struct): Values => structuredClone(struct.toJavaScript()) as Values;

/** Sets properties of one resource, in what the program gives and in what AWS then plans; `undefined` leaves one out. */
export const set = (which: Which, values: Values) => edit(which, () => values);

/** The same, computed from what is there. */
export function edit(which: Which, values: (now: Values, recording: Recording, at: Registration) => Values) {
  return (recording: Recording): Recording =>
    replaced(recording, only(recording, which), (at) => {
      const change = (struct: structpb.Struct): structpb.Struct => {
        const now = json(struct);
        const next = { ...now, ...values(now, recording, at) };
        return wire(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)));
      };
      return { ...at, inputs: change(at.inputs), outputs: change(at.outputs) };
    });
}

/** Options, such as `protect`, of one resource. */
export const option =
  (which: Which, options: Partial<Registration>) =>
  (recording: Recording): Recording =>
    replaced(recording, only(recording, which), (at) => ({ ...at, ...options }));

/** A property is computed from nothing any more. */
export const disconnect =
  (which: Which, property: string, value: unknown) =>
  (recording: Recording): Recording => {
    const cut = set(which, { [property]: value })(recording);
    return replaced(cut, only(cut, which), (at) => ({
      ...at,
      propertyDependencies: new Map([...at.propertyDependencies].filter(([key]) => key !== property)),
    }));
  };

/** A resource is not in the program; nothing refers to it. */
export const remove =
  (which: Which) =>
  (recording: Recording): Recording => {
    const gone = only(recording, which).urn;
    const without = (urns: readonly string[]): string[] => urns.filter((urn) => urn !== gone);
    return new Map(
      [...recording]
        .filter(([urn]) => urn !== gone)
        .map(([urn, at]) => [
          urn,
          {
            ...at,
            dependencies: without(at.dependencies),
            propertyDependencies: new Map(
              [...at.propertyDependencies].map(([key, urns]) => [key, without(urns)]),
            ),
          },
        ]),
    );
  };

/** One more resource, managed by the same provider and with the same parent as `like`. */
export const add =
  (
    like: Which,
    made: {
      readonly type: string;
      readonly name: string;
      readonly inputs: Values;
      readonly uses?: Readonly<Record<string, Which>>;
    },
  ) =>
  (recording: Recording): Recording => {
    const model = only(recording, like);
    const urn = model.urn.replace(`${model.type}::${model.name}`, `${made.type}::${made.name}`);
    const uses = Object.entries(made.uses ?? {}).map(
      ([key, which]) => [key, [only(recording, which).urn]] as const,
    );
    const inputs = wire(made.inputs);
    return new Map([
      ...recording,
      [
        urn,
        {
          ...model,
          urn,
          type: made.type,
          name: made.name,
          protect: false,
          inputs,
          outputs: inputs,
          dependencies: uses.flatMap(([, urns]) => urns),
          propertyDependencies: new Map(uses),
        },
      ],
    ]);
  };

/** The real container of a task definition, whole and known, one thing in it changed; the copy stays as it is. */
export const container = (name: RegExp, change: (container: Values) => Values) =>
  edit({ type: "aws:ecs/taskDefinition:TaskDefinition", name }, (now, recording, at) => {
    const known = now.containerDefinitions;
    const containers = isKnown(known) ? (JSON.parse(String(known)) as Values[]) : copyOf(recording, at);
    return { containerDefinitions: JSON.stringify(containers.map((one) => ({ ...one, ...change(one) }))) };
  });

const isKnown = (text: unknown): boolean => typeof text === "string" && text.startsWith("[");

function copyOf(recording: Recording, task: Registration): Values[] {
  const copy = recording.get(task.parent)?.outputs.toJavaScript().containers;
  if (!Array.isArray(copy)) throw new Error(`${task.name} has no copy of its containers`);
  return copy.map((one) => structuredClone(one) as Values);
}

export function only(recording: Recording, { type, name = /^/ }: Which): Registration {
  const found = [...recording.values()].filter((at) => at.type === type && name.test(at.name));
  const [first] = found;
  if (!first || found.length > 1)
    throw new Error(`${found.length} resources are ${type} ${name}: ${found.map((at) => at.name)}`);
  return first;
}

function replaced(
  recording: Recording,
  was: Registration,
  by: (at: Registration) => Registration,
): Recording {
  return new Map([...recording].map(([urn, at]) => [urn, urn === was.urn ? by(at) : at]));
}
