import { generateKeyPairSync, sign } from "node:crypto";
import type { StackExample } from "../rule.ts";
import { stackType } from "./aws-types.ts";

/** For examples: somebody who may say GO, with a key that lives no longer than the process. */
let pair: ReturnType<typeof made> | undefined;
const made = () => generateKeyPairSync("ed25519");
const keys = () => {
  pair ??= made();
  return pair;
};

interface Says {
  readonly before?: readonly string[];
  readonly expires?: string;
  readonly approver?: string;
  readonly stack?: string;
  readonly rehearsal?: boolean;
}

/** A signed GO, made when a rule's examples are read and not when the rule is loaded. */
export const signedFor = (images: readonly string[], says: Says = {}) => ({
  get statement() {
    return JSON.stringify({
      version: 1,
      stack: "shop-production",
      approver: "Ada Moreno",
      rehearsal: false,
      before: [],
      expires: "2999-01-01T00:00:00.000Z",
      images,
      ...says,
    });
  },
  get signature() {
    return sign(null, Buffer.from(`golive go\n${this.statement}`, "utf8"), keys().privateKey).toString(
      "base64",
    );
  },
});

/** The same signature under other images. */
export const forged = (go: ReturnType<typeof signedFor>, images: readonly string[]) => ({
  get statement() {
    return JSON.stringify({ ...JSON.parse(go.statement), images });
  },
  get signature() {
    return go.signature;
  },
});

/** The stack itself, as its configuration describes its launch. */
export const launchOf = ({
  live,
  go,
}: {
  readonly live: boolean;
  readonly go?: unknown;
}): StackExample[number] => ({
  type: stackType,
  name: "shop-production",
  get launch() {
    const key = keys().publicKey.export({ type: "spki", format: "der" }).toString("base64");
    return { live, stack: "shop-production", approvers: [{ name: "Ada Moreno", key }], go };
  },
});
