/** What a stack's configuration says of its launch. Nothing in it was checked: it may be any program's. */
export interface Launch {
  /** Users depend on it. */
  readonly live: boolean;
  /** `<product>-<environment>`: the stack that a GO must be about. */
  readonly stack: string;
  readonly approvers: readonly { readonly name: string; readonly key: string }[];
  /** What stands where a GO stands; undefined where nothing does. */
  readonly go: unknown;
}

/** Of a stack that says nothing of it. */
export const notLaunched: Launch = { live: false, stack: "", approvers: [], go: undefined };
