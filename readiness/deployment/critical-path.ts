import type { Recording, Registration } from "../program/recording.ts";
import { createSeconds } from "./create-times.ts";

/** One resource of a chain: it starts when the one before it is made. */
export interface Link {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly seconds: number;
}

export interface Chain {
  readonly links: readonly Link[];
  readonly seconds: number;
}

/** What a resource of a chain must be like, beside its type. */
export interface Forced {
  readonly type: string;
  readonly like?: (inputs: Readonly<Record<string, unknown>>) => boolean;
}

/**
 * The chain of resources that the first deployment waits for longest: each is made after all it was computed from or waits
 * for, its parent and its provider, and everything else at the same time. Seconds are estimates (`create-times.ts`).
 */
export function criticalPath(recording: Recording): Chain {
  const made = new Map<string, Made>();
  let last: Made | undefined;
  for (const registration of recording.values()) {
    const before = latest(prerequisites(registration).map((urn) => made.get(urn)));
    const link = linkOf(registration);
    const own: Made = { link, before, end: (before?.end ?? 0) + link.seconds };
    made.set(registration.urn, own);
    last = latest([last, own]);
  }
  return chainTo(last);
}

/** The chain that no order of deployment can shorten: one resource of each kind, the quickest there is. */
export function forcedChain(recording: Recording, kinds: readonly Forced[]): Chain {
  const all = [...recording.values()];
  const links = kinds.flatMap(({ type, like = () => true }) => {
    const quickest = all
      .filter((registration) => registration.type === type && like(registration.inputs.toJavaScript()))
      .map(linkOf)
      .sort((a, b) => a.seconds - b.seconds)[0];
    return quickest ? [quickest] : [];
  });
  return { links, seconds: sum(links) };
}

interface Made {
  readonly link: Link;
  readonly before: Made | undefined;
  /** Seconds from the start of the deployment until it is made. */
  readonly end: number;
}

function linkOf({ urn, type, name, custom, inputs }: Registration): Link {
  return { urn, type, name, seconds: createSeconds(type, custom, () => inputs.toJavaScript()) };
}

/** A registration arrives only after those of everything it names: one pass over the recording is enough. */
function prerequisites(registration: Registration): string[] {
  const { parent, provider, dependencies, propertyDependencies } = registration;
  return [parent, provider, ...dependencies, ...[...propertyDependencies.values()].flat()];
}

const latest = (candidates: readonly (Made | undefined)[]): Made | undefined =>
  candidates.reduce((best, one) => (one && (!best || one.end > best.end) ? one : best), undefined);

function chainTo(end: Made | undefined): Chain {
  const links: Link[] = [];
  for (let at = end; at; at = at.before) if (at.link.seconds > 0) links.unshift(at.link);
  return { links, seconds: sum(links) };
}

const sum = (links: readonly Link[]): number => links.reduce((total, { seconds }) => total + seconds, 0);
