import type { Chain } from "../readiness/deployment/critical-path.ts";
import type { PolicyCost } from "./policy-cost.ts";

/** What the process that runs the program is told. */
export interface Asked {
  readonly root: string;
  readonly entry: string;
  readonly project: string;
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
}

/** What it answers. */
export interface Found {
  readonly policy: PolicyCost;
  /** What the deployment waits for, and what no order of it could avoid. */
  readonly longest: Chain;
  readonly forced: Chain;
}
