import type { Chain } from "../../evidence/chain.ts";
import type { Images } from "../../evidence/fingerprint.ts";
import type { ActiveBreaker } from "../breakers/active.ts";
import type { Finding } from "../types.ts";

export type Tier = "declared" | "deployed" | "exercised";

/** How one row stands at one tier. "not asked": none of its letters counts there. */
export interface Cell {
  readonly state: "proven" | "failed" | "not proven" | "not asked";
  readonly why: string;
}

export interface GoLiveRow extends Readonly<Record<Tier, Cell>> {
  readonly id: string;
  readonly demand: string;
}

/** Something that stands between the stack and a GO. */
export interface Missing {
  readonly tier: Tier;
  readonly state: "failed" | "not proven";
  readonly what: string;
  readonly why: string;
  /** What proves it, or shows more of it, as it is typed. */
  readonly command: string;
  readonly requirements: readonly string[];
}

/** Options, each after a blank, with which a command that the verdict names is about what the verdict is about. */
export interface Again {
  /** Of the verdict, without the state. */
  readonly verdict: string;
  /** Of the report, beside those of a trial. */
  readonly report: string;
  /** Of what tries something on the stack, or on staging. */
  readonly trial: Readonly<Record<"here" | "staging", string>>;
  /** Of what only reads their records. */
  readonly records: Readonly<Record<"here" | "staging", string>>;
  /** The engine's, where the stack files are another project's; else empty. */
  readonly engine: string;
}

/** A verdict that was told of nothing but its stack. */
export const plainly: Again = {
  ...{ verdict: "", report: "", engine: "" },
  trial: { here: "", staging: "" },
  records: { here: "", staging: "" },
};

/** The records of one stack, or why they could not be read. */
export type Records =
  | { readonly at: string; readonly chain: Chain }
  | { readonly at: string; readonly unread: string; readonly command: string };

/** What stands, judged; or why nobody knows. */
export type Standing =
  | {
      readonly from: string;
      readonly resources: readonly { readonly type: string; readonly name: string; readonly urn: string }[];
      readonly findings: readonly Finding[];
      readonly images: readonly string[];
      readonly problems: readonly string[];
      /** Where it is not what is planned. */
      readonly changes: readonly string[];
    }
  | { readonly unknown: string };

/** What answers requests, by service, and who said so. */
export interface Serving {
  readonly from: string;
  /** ECS was asked now, or a record says what it answered then. */
  readonly seen: "now" | "then";
  readonly images: Images;
}

/** A rule that somebody has taken a resource out of. */
export interface Waived {
  readonly rule: string;
  readonly resource: string;
  readonly owner: string;
  /** The last day on which it holds, ISO 8601. */
  readonly until: string;
  readonly reason: string;
}

export interface GoLive {
  readonly verdict: "GO" | "NO-GO" | "GO (rehearsal)";
  readonly missing: readonly Missing[];
  readonly rows: readonly GoLiveRow[];
  /** What the verdict is about; null where an image is not named by its digest. */
  readonly release: string | null;
  /** Of every container that the plan starts. */
  readonly images: readonly string[];
  /** Where the deployed tier was read; null where it was not. */
  readonly deployed: string | null;
  /** What the stack file excuses, until a day: a launch rests on it too (W11). */
  readonly waived: readonly Waived[];
  /** What is closed on purpose at the moment. */
  readonly breakers: readonly ActiveBreaker[];
  readonly evidence: {
    readonly at: string;
    readonly head: { readonly sequence: number; readonly digest: string } | null;
    readonly flaws: readonly string[];
  };
}
