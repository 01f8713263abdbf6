import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { sha256 } from "../../evidence/canonical.ts";
import { packDigest } from "../../readiness/pack-digest.ts";
import type { Origin } from "../../readiness/preview/approval.ts";
import { commitAt } from "../commit.ts";
import { root } from "../root.ts";

/** What a plan comes from, as it lies on the disk: what an approval is bound to beside the plan itself. */
export async function originOf(stack: string, env: NodeJS.ProcessEnv = process.env): Promise<Origin> {
  return {
    stack,
    by: env.GITHUB_ACTOR || userInfo().username,
    commit: await commitAt(root, env),
    config: digestOf([`Pulumi.${stack}.yaml`, "Pulumi.yaml"]),
    pack: packDigest(root),
    lock: digestOf(["package-lock.json"]),
  };
}

const digestOf = (files: readonly string[]): string =>
  sha256(files.map((file) => `${file}\0${sha256(readFileSync(join(root, file)))}\n`).join(""));
