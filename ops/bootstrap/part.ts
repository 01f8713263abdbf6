/** How something that must be so was found. */
export type Seen =
  | { readonly state: "right" }
  | { readonly state: "missing" }
  /** `decide` says why changing it is a person's decision, and what to do. */
  | { readonly state: "otherwise"; readonly found: string; readonly decide?: string };

/** One thing that must be so in AWS. Making it twice is making it once. */
export interface Part {
  readonly what: string;
  look(): Promise<Seen>;
  make(): Promise<void>;
}

export const right: Seen = { state: "right" };
export const missing: Seen = { state: "missing" };
export const otherwise = (found: string, decide?: string): Seen => ({
  state: "otherwise",
  found,
  ...(decide === undefined ? {} : { decide }),
});
