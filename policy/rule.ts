import type { Launch } from "./launch.ts";
import type { Node, StackView } from "./view.ts";

/** What a rule says of itself; the catalogue in `docs/rules.md` and every message are made from it. */
export interface RuleText {
  /** The file's name and the const's, hyphenated. */
  readonly id: string;
  /** The claim, as a sentence: "No single command can delete a database". */
  readonly title: string;
  /** Rows of the requirement register that it proves, e.g. `["G01", "C09"]`. */
  readonly requirements: readonly [string, ...string[]];
  /** Public control ids, for reference: "FSBP RDS.8", "CKV_AWS_293". */
  readonly controls?: readonly string[];
  readonly why: string;
  /** What to change, as an order. It is part of every message: nothing else of a pack reaches the terminal. */
  readonly fix: string;
  /** "production": staging may do without. Default: both. */
  readonly floor?: "production";
  /** Only decidable once AWS has made things: rehearsed on the resolved pass, never counted as passed at the declared tier. */
  readonly afterDeploy?: true;
  /** What it asks for is itself somebody's signed word: no waiver stands in for it. */
  readonly neverWaived?: true;
}

/** The facts about one resource beside its properties. */
export interface ResourceFacts {
  readonly name: string;
  readonly type: string;
  readonly protect: boolean;
  readonly deleteBeforeReplace: boolean;
  /** The explicit provider's own properties, as strings; `{}` for a default provider. */
  readonly provider: Readonly<Record<string, string>>;
}

/** Judges each resource of some types alone, by its inputs: absence and defaults can be told here. */
export interface ResourceRule<P = Props> extends RuleText {
  readonly scope: "resource";
  readonly judges: string | readonly string[];
  /** What is wrong, each a short clause; `[]` is a pass. Reading an unknown value throws, and counts as "not proven". */
  findings(props: P, resource: ResourceFacts): readonly string[];
  readonly examples: { readonly pass: readonly Example<P>[]; readonly fail: readonly Example<P>[] };
}
/** Properties as a program gives them; `protect` beside them when a rule reads it. */
export type Example<P> = {
  readonly props: P;
  readonly protect?: boolean;
  readonly deleteBeforeReplace?: boolean;
  readonly type?: string;
  readonly provider?: Record<string, string>;
};

/** A resource's properties, of which nothing is taken for granted. */
// biome-ignore lint/suspicious/noExplicitAny: properties come from any program; each rule names what it reads
export type Props = { readonly [property: string]: any };

/** Judges relations over the whole stack. Reads only what a program must set, through `Node.known`. */
export interface StackRule extends RuleText {
  readonly scope: "stack";
  /** The types that it is about: in a stack without any of them it has judged nothing, and proves nothing. */
  readonly judges: string | readonly string[];
  findings(stack: StackView): readonly StackFinding[];
  readonly examples: { readonly pass: readonly StackExample[]; readonly fail: readonly StackExample[] };
}
export interface StackFinding {
  readonly node: Node | undefined; // undefined: the stack itself lacks something
  readonly says: string;
  /** The value is made by AWS, so nothing is wrong yet and nothing is proven. */
  readonly notProven?: true;
}

/** A small stack written by hand: `uses` names, per property, the resources it was computed from. */
export type StackExample = readonly {
  readonly type: string;
  readonly name: string;
  readonly props?: Props;
  readonly parent?: string;
  readonly uses?: Readonly<Record<string, readonly string[]>>;
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly updateSeconds?: number;
  /** Resources that it waits for beside those that it was computed from. */
  readonly after?: readonly string[];
  /** The properties of its explicit provider. */
  readonly provider?: Readonly<Record<string, string>>;
  /** Of the stack itself: what its configuration says of its launch. */
  readonly launch?: Launch;
}[];

export type Rule = ResourceRule | StackRule;

/** Keeps a rule's own property type while the list of rules forgets it. */
export const resourceRule = <P = Props>(rule: Omit<ResourceRule<NoInfer<P>>, "scope">): ResourceRule =>
  ({ ...rule, scope: "resource" }) as ResourceRule;
export const stackRule = (rule: Omit<StackRule, "scope">): StackRule => ({ ...rule, scope: "stack" });
