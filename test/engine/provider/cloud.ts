import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import process from "node:process";

type Weights = Readonly<Record<string, number>>;

/** One deployment of a service, as ECS went through it. */
export interface Deployment {
  readonly service: string;
  readonly image: string;
  /** What happened, in order: hooks that were asked, and the weights of both rules as they changed. */
  readonly steps: readonly string[];
  readonly ended: "successful" | "rolled back";
}

/** What stands in AWS beside Pulumi's state: what ECS moves, and nobody told Pulumi of. */
export interface Cloud {
  /** By rule, the share of each target group, percent. */
  readonly rules: Record<string, Weights>;
  /** By task definition, its image. */
  readonly images: Record<string, string>;
  /** By service, what serves. */
  readonly services: Record<string, { readonly taskDefinition: string; readonly group: string }>;
  readonly deployments: Deployment[];
}

const file = (): string => `${process.env.GOLIVE_ENGINE_JOURNAL}.cloud.json`;

export const cloudAt = (path: string): Cloud =>
  existsSync(path)
    ? JSON.parse(readFileSync(path, "utf8"))
    : { rules: {}, images: {}, services: {}, deployments: [] };

export function changed<T>(change: (cloud: Cloud) => T): T {
  const cloud = cloudAt(file());
  try {
    return change(cloud);
  } finally {
    // In one step: the test, and the other providers, may be reading.
    const next = `${file()}.${process.pid}`;
    writeFileSync(next, JSON.stringify(cloud));
    renameSync(next, file());
  }
}

export const looked = <T>(look: (cloud: Cloud) => T): T => look(cloudAt(file()));

/** Digests whose tasks answer with errors: the test writes them down, one a line. */
export const isBroken = (image: string): boolean => noted("broken").some((digest) => image.includes(digest));

/** Resources that somebody deleted in the console, by name: the test writes these down too. */
export const isGone = (name: string): boolean => noted("gone").includes(name);

function noted(what: string): readonly string[] {
  const list = `${process.env.GOLIVE_ENGINE_JOURNAL}.${what}`;
  return existsSync(list)
    ? readFileSync(list, "utf8")
        .split("\n")
        .filter((line) => line !== "")
    : [];
}
