/** What the gate's parts hand to each other, and what it says in the end. */

import type { ActiveBreaker } from "./breakers/active.ts";
import type { ResourceShape } from "./evaluation/order.ts";
import type { Shipped } from "./register/shipped.ts";

export type Enforcement = "mandatory" | "advisory";
export type Verdict = "ready" | "not ready";
/** What cannot be told is never a pass: "not proven" is not ready. */
export type RowStatus = "ready" | "not ready" | "not proven";

export interface Finding {
  readonly rule: string;
  readonly requirements: readonly string[];
  readonly enforcement: Enforcement;
  readonly status: "failed" | "not proven" | "waived";
  /** The resource's URN; the stack's own URN where the stack itself lacks something; `services.api GET /x` for an operation. */
  readonly resource: string;
  /** For a waived finding it ends with the waiver's reason, owner and last day. */
  readonly message: string;
  readonly fix: string;
}

export interface RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
  /** Decidable only once AWS has made things: rehearsed, never counted as a proof at the declared tier. */
  readonly afterDeploy?: boolean;
  /** Only remarks; its pass proves nothing. */
  readonly advisory?: boolean;
  /** The stack's environment may do without it (a production rule on staging), so it judged nothing. */
  readonly notAsked?: boolean;
  /** How many resources it really looked at. A rule that saw none proves nothing. */
  readonly judged: number;
}

export interface ResourceInfo {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
}

export interface ParityDifference {
  readonly path: string;
  readonly resource: string;
  readonly staging: unknown;
  readonly production: unknown;
  readonly intended: boolean;
  readonly why?: string;
}

/** One store of data, as far as the plan tells; what it does not tell reads "not proven" (C18). */
export interface DataMapRow {
  /** Its kind: database, cache, files, log, secret, backups. */
  readonly store: string;
  /** What AWS knows it by. */
  readonly name: string;
  readonly holds: string;
  readonly class: string;
  readonly region: string;
  /** After how long the store itself deletes what it holds. */
  readonly retention: string;
  /** The class of the stack's key that it is encrypted under. */
  readonly key: string;
  /** What is kept beside the store, and for how long. */
  readonly backup: string;
}

/** What of one API the world may call, as the stack file says it (K02). */
export interface SurfaceRow {
  readonly service: string;
  readonly host: string;
  /** Operations that need no credential: `GET /api/status`. */
  readonly public: readonly string[];
  /** How many are meant. */
  readonly count: number;
  /** Paths that are asked whether the service serves: no credential either, for GET and HEAD. */
  readonly health: readonly string[];
  /** The OpenAPI document that says the same, as the stack file names it. */
  readonly document: string | null;
}

/** Everything learned about one stack, before anyone says whether it is ready. */
export interface Evaluation {
  readonly stack: string;
  readonly project: string;
  readonly environment: string;
  readonly resources: readonly ResourceInfo[];
  /** Of every container that the plan starts, as far as it is named by digest. */
  readonly images: readonly string[];
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleInfo[];
  readonly parity: readonly ParityDifference[];
  readonly dataMap: readonly DataMapRow[];
  readonly surface: readonly SurfaceRow[];
  /** What is closed on purpose, until somebody opens it again (K14, K15). */
  readonly breakers: readonly ActiveBreaker[];
  readonly cost: CostReport;
  readonly deployment: Waiting;
  /** Every resource with its plain values, for what is drawn and counted from the plan. */
  readonly shapes: readonly ResourceShape[];
  /** Documents and workflows of the project. */
  readonly shipped: Shipped;
  /** The stack that this one's shape was compared with; absent: nothing was compared. */
  readonly comparedWith?: string;
  /** Milliseconds by step. */
  readonly timings: Readonly<Record<string, number>>;
  /** What makes the evaluation itself doubtful, such as two passes that registered different resources. */
  readonly problems: readonly string[];
}

export interface EvaluationRequest {
  readonly stack: string;
  /** Where `Pulumi.yaml` and the program are. */
  readonly root: string;
  /** Where `Pulumi.<stack>.yaml` is. */
  readonly directory: string;
  /** Told what is going on, for the progress line. */
  readonly onStep?: (step: string) => void;
}

export interface RequirementRow {
  readonly id: string;
  readonly status: RowStatus;
  readonly proofs: readonly string[];
}

export interface Summary {
  readonly rules: number;
  readonly resources: number;
  readonly passed: number;
  readonly failed: number;
  readonly notProven: number;
  readonly waived: number;
}

/** US dollars, from the least to the most. */
export interface Dollars {
  readonly low: number;
  readonly high: number;
}

export interface CostLine extends Dollars {
  readonly item: string;
  /** "usage": billed by what is done with it, so its amount rests on the assumptions. */
  readonly kind: "fixed" | "usage";
  readonly how: string;
  /** The region's own price is not in the table: estimated from us-east-1. */
  readonly estimated: boolean;
  /** Where the prices were read. */
  readonly pages: readonly string[];
}

/** Costs something that nobody can tell before deploy. */
export interface NotPriced {
  readonly type: string;
  readonly why: string;
  readonly count: number;
}

/** A month of the stack, by the plan and a local table of public prices. */
export interface CostReport {
  readonly currency: "USD";
  /** Of a month. */
  readonly hours: 730;
  readonly region: string;
  /** The oldest month in which one of the prices was written down. */
  readonly pricesOf: string;
  readonly total: Dollars;
  readonly fixed: Dollars;
  readonly usage: Dollars;
  /** The dearest first. */
  readonly lines: readonly CostLine[];
  readonly notPriced: readonly NotPriced[];
  readonly assumptions: readonly string[];
  readonly budget: {
    readonly monthlyUsd: number;
    /** Of the budget; below 0 it is exceeded. */
    readonly left: Dollars;
    readonly says: "kept" | "may be exceeded" | "exceeded";
  } | null;
}

/** What the first deployment waits for longest, by estimated create times. */
export interface Waiting {
  readonly seconds: number;
  readonly chain: readonly { readonly type: string; readonly name: string; readonly seconds: number }[];
}

/** The object that `--json` prints: documented in the README, stable. */
export interface GateReport {
  readonly stack: string;
  readonly environment: string;
  readonly verdict: Verdict;
  readonly tier: "declared" | "deployed" | "exercised";
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  readonly requirements: readonly RequirementRow[];
  readonly parity: readonly ParityDifference[];
  readonly resources: readonly ResourceInfo[];
  /** Where the stack keeps data. */
  readonly dataMap: readonly DataMapRow[];
  /** What of each API the world may call. */
  readonly surface: readonly SurfaceRow[];
  /** What is closed on purpose at the moment. */
  readonly breakers: readonly ActiveBreaker[];
  /** What a month costs. */
  readonly cost: CostReport;
  /** How long the first deployment takes, about. */
  readonly deployment: Waiting;
  readonly timings: Readonly<Record<string, number>>;
}
