import { type FloorLine, unless } from "./line.ts";

/** What receivers are told to do with mail that only claims to be ours. */
export const emailFloor: readonly FloorLine[] = [
  {
    requirements: ["G04"],
    reads: ["email"],
    says: "ask receivers to quarantine or reject mail that is not signed by it: `none` only watches",
    below: ({ email }) => unless(email?.dmarc.policy !== "none", "email", "dmarc", "policy"),
  },
];
