import { z } from "zod";
import { Stopped } from "../shared/log.ts";
import { randomText } from "../shared/rotation/random.ts";
import type { Kind } from "../shared/rotation/rotation.ts";
import type { Settings } from "./settings.ts";

/** As short as a signing key may be (C03). */
const key = z.string().regex(/^[A-Za-z0-9]{32,}$/);
const keys = z.strictObject({
  current: key,
  previous: key,
  next: key,
  rotatedAt: z.iso.datetime(),
});
const newKey = () => randomText(64);

function readKeys(name: string, text: string): z.infer<typeof keys> {
  try {
    return keys.parse(JSON.parse(text));
  } catch {
    // Neither parser's error is passed on: both may quote the keys.
    throw new Stopped(`${name} does not hold three signing keys`);
  }
}

/**
 * `next` becomes `current`: whoever verifies has known it for a whole rotation, so tasks that restart one after another never refuse
 * each other's tokens. What was signed before stays good for one rotation more (C03, G08).
 */
function followingKeys(name: string, before: string | null): string {
  const { current, next } = before === null ? { current: newKey(), next: newKey() } : readKeys(name, before);
  return JSON.stringify({
    current: before === null ? current : next,
    previous: before === null ? newKey() : current,
    next: before === null ? next : newKey(),
    rotatedAt: new Date().toISOString(),
  });
}

function testKeys(name: string, before: string | null, pending: string): void {
  const after = readKeys(name, pending);
  if (new Set([after.current, after.previous, after.next]).size < 3)
    throw new Stopped(`${name}: the same signing key twice`);
  if (before === null) return;
  const { current, next } = readKeys(name, before);
  if (after.previous !== current || after.current !== next)
    throw new Stopped(`${name}: the new signing keys do not follow the ones in use`);
}

/** Values that open nothing outside of the product: there is nobody to tell, so `set` is empty. */
export function values({ values: specs }: Settings): Kind {
  const specOf = (name: string) => {
    const spec = specs[name];
    if (spec === undefined) throw new Stopped(`${name} is none of the values that this function makes`);
    return spec;
  };
  return {
    create: ({ name, current }) => {
      const spec = specOf(name);
      return spec.kind === "random" ? randomText(spec.length) : followingKeys(name, current);
    },
    set: ({ name }) => void specOf(name),
    test: ({ name, current }, pending) => {
      const spec = specOf(name);
      if (spec.kind === "signing-keys") testKeys(name, current, pending);
      else if (pending.length !== spec.length || !key.safeParse(pending).success)
        throw new Stopped(`${name} is not ${spec.length} random letters and digits`);
    },
  };
}
