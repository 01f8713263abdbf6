import { setTimeout as pause } from "node:timers/promises";
import { backupOptIn } from "./bootstrap/backup-opt-in.ts";
import { StateBucket } from "./bootstrap/bucket.ts";
import { lifecycle } from "./bootstrap/bucket-lifecycle.ts";
import { bucketPolicy } from "./bootstrap/bucket-policy.ts";
import { encryption, lock, noPublicAccess, ownership, versions } from "./bootstrap/bucket-settings.ts";
import { StateKey } from "./bootstrap/key.ts";
import { keyPolicy, rotation } from "./bootstrap/key-settings.ts";
import type { Part, Seen } from "./bootstrap/part.ts";
import { keyNameOf } from "./bootstrap/secrets-provider.ts";
import { signIn } from "./session.ts";
import type { Target } from "./target.ts";

export interface Listener {
  begin(place: { readonly who: string; readonly account: string; readonly region: string }): void;
  seen(part: Part, seen: Seen): void;
  made(part: Part): void;
}

export interface Manner {
  /** Without it, nothing is changed. */
  readonly act: boolean;
  /** Ends the command between two steps, never within one. */
  readonly signal: AbortSignal;
  /** AWS may answer for a while as if nothing had been changed. */
  readonly prove: { readonly times: number; readonly everyMs: number };
}

export type Bootstrapped =
  | { readonly end: "ready"; readonly login: string; readonly init: string }
  /** `parts` were not changed in a dry run; wait for a person; or did not turn out as they were made. */
  | { readonly end: "planned" | "undecided" | "unproven"; readonly parts: readonly Part[] }
  | { readonly end: "interrupted" };

/**
 * Prepares what there must be before there is a stack: the key of Pulumi's secrets and the bucket of its state (P13), and
 * the account's leave to back up what the stack will keep (K13).
 */
export async function bootstrap(target: Target, listener: Listener, manner: Manner): Promise<Bootstrapped> {
  const name = keyNameOf(target);
  const session = await signIn(target);
  const { account, region } = target.config;
  listener.begin({ who: session.who, account, region });

  const key = new StateKey(target, name, session);
  const bucket = new StateBucket(target, session);
  const parts = [
    key.part(),
    rotation(key),
    keyPolicy(key),
    bucket.part(),
    versions(bucket),
    lock(bucket),
    encryption(bucket, key),
    noPublicAccess(bucket),
    ownership(bucket),
    bucketPolicy(bucket),
    lifecycle(bucket),
    backupOptIn(target, session),
  ];

  const todo: Part[] = [];
  const undecided: Part[] = [];
  for (const part of parts) {
    if (manner.signal.aborted) return { end: "interrupted" };
    const seen = await part.look();
    listener.seen(part, seen);
    if (seen.state === "otherwise" && seen.decide !== undefined) undecided.push(part);
    else if (seen.state !== "right") todo.push(part);
  }
  if (undecided.length > 0) return { end: "undecided", parts: undecided };
  if (todo.length > 0 && !manner.act) return { end: "planned", parts: todo };

  for (const part of todo) {
    if (manner.signal.aborted) return { end: "interrupted" };
    await part.make();
    listener.made(part);
  }
  const unproven = todo.length === 0 ? [] : await notRight(parts, manner);
  if (unproven.length > 0) return { end: "unproven", parts: unproven };
  return {
    end: "ready",
    login: `pulumi login 's3://${bucket.name}?region=${region}'`,
    init: `pulumi stack init ${target.stack} --secrets-provider='${name.url}'`,
  };
}

/** What does not stand as it must when everything is looked at again. */
async function notRight(parts: readonly Part[], { prove, signal }: Manner): Promise<readonly Part[]> {
  let left = parts;
  for (let time = 1; ; time++) {
    const looked = [];
    for (const part of left) looked.push({ part, seen: await part.look() });
    left = looked.filter(({ seen }) => seen.state !== "right").map(({ part }) => part);
    if (left.length === 0 || time >= prove.times || signal.aborted) return left;
    await pause(prove.everyMs);
  }
}
