/** What of a request a statement looks at, in the words of the API ("FieldToMatch", WAF API reference). */
export type Field =
  | { readonly UriPath: Empty }
  | { readonly Method: Empty }
  | { readonly SingleHeader: { readonly Name: string } }
  | {
      readonly Cookies: {
        readonly MatchPattern: { readonly IncludedCookies: readonly string[] };
        readonly MatchScope: "VALUE";
        readonly OversizeHandling: "NO_MATCH";
      };
    }
  | { readonly Body: { readonly OversizeHandling: "MATCH" } };
type Empty = Readonly<Record<string, never>>;

interface Transformation {
  readonly Priority: number;
  readonly Type: "NONE" | "LOWERCASE" | "URL_DECODE" | "NORMALIZE_PATH";
}
export type Transformed = Exclude<Transformation["Type"], "NONE">;

interface Looked {
  readonly FieldToMatch: Field;
  readonly TextTransformations: readonly Transformation[];
}

/** A custom key of a rate: requests without it are not counted ("RateBasedStatementCustomKey", WAF API reference). */
export type RateKey = Readonly<
  Record<
    "Header" | "Cookie",
    { readonly Name: string; readonly TextTransformations: readonly Transformation[] }
  >
>;

/** The statements that the firewall is made of. Nothing in them is made by AWS, so all of it is known at the first preview. */
export type Statement =
  | { readonly AndStatement: { readonly Statements: readonly Statement[] } }
  | { readonly OrStatement: { readonly Statements: readonly Statement[] } }
  | { readonly NotStatement: { readonly Statement: Statement } }
  | {
      readonly ByteMatchStatement: Looked & {
        readonly SearchString: string;
        readonly PositionalConstraint: "EXACTLY" | "STARTS_WITH" | "CONTAINS";
      };
    }
  | { readonly RegexMatchStatement: Looked & { readonly RegexString: string } }
  | { readonly AsnMatchStatement: { readonly AsnList: readonly number[] } }
  | {
      readonly SizeConstraintStatement: Looked & {
        readonly ComparisonOperator: "GT";
        readonly Size: number;
      };
    }
  | {
      readonly RateBasedStatement: {
        readonly Limit: number;
        readonly EvaluationWindowSec: 60;
        readonly AggregateKeyType: "IP" | "CUSTOM_KEYS";
        readonly CustomKeys?: readonly Partial<RateKey>[];
        readonly ScopeDownStatement?: Statement;
      };
    }
  | {
      readonly ManagedRuleGroupStatement: {
        readonly VendorName: "AWS";
        readonly Name: string;
        readonly RuleActionOverrides?: readonly {
          readonly Name: string;
          readonly ActionToUse: { readonly Count: Empty };
        }[];
        readonly ManagedRuleGroupConfigs?: readonly object[];
        readonly ScopeDownStatement?: Statement;
      };
    };

export const header = (name: string): Field => ({ SingleHeader: { Name: name } });
export const path: Field = { UriPath: {} };
export const method: Field = { Method: {} };

const as = (...types: readonly Transformed[]): readonly Transformation[] =>
  types.length === 0 ? [{ Priority: 0, Type: "NONE" }] : types.map((Type, Priority) => ({ Priority, Type }));

/** True where all are. AWS refuses an AND of one. */
export function all(first: Statement, ...others: readonly Statement[]): Statement {
  return others.length === 0 ? first : { AndStatement: { Statements: [first, ...others] } };
}

/** True where one is. AWS refuses an OR of one. */
export function either(first: Statement, ...others: readonly Statement[]): Statement {
  return others.length === 0 ? first : { OrStatement: { Statements: [first, ...others] } };
}

/** True where one is; undefined where there is none to be. */
export function any(statements: readonly Statement[]): Statement | undefined {
  const [first, ...others] = statements;
  return first && either(first, ...others);
}

export const not = (statement: Statement): Statement => ({ NotStatement: { Statement: statement } });

const bytes =
  (constraint: "EXACTLY" | "STARTS_WITH" | "CONTAINS") =>
  (field: Field, text: string, ...types: readonly Transformed[]): Statement => ({
    ByteMatchStatement: {
      FieldToMatch: field,
      SearchString: text,
      PositionalConstraint: constraint,
      TextTransformations: as(...types),
    },
  });
export const equals = bytes("EXACTLY");
export const begins = bytes("STARTS_WITH");
export const contains = bytes("CONTAINS");

export const matches = (field: Field, form: string, ...types: readonly Transformed[]): Statement => ({
  RegexMatchStatement: { FieldToMatch: field, RegexString: form, TextTransformations: as(...types) },
});

export const longer = (field: Field, bytes: number): Statement => ({
  SizeConstraintStatement: {
    FieldToMatch: field,
    ComparisonOperator: "GT",
    Size: bytes,
    TextTransformations: as(),
  },
});

/** A statement about a part that a request does not have is false: so a size above 0 means that it is there. */
export const present = (field: Field): Statement => longer(field, 0);

/** By the address that the connection comes from, and by no header. */
export const sentFrom = (networks: readonly number[]): Statement => ({
  AsnMatchStatement: { AsnList: networks },
});

/** A host's name is the same in capitals. */
export const host = (name: string): Statement => equals(header("host"), name, "LOWERCASE");

/** What a rate counts by. */
export const rateKey = (kind: keyof RateKey, name: string): Partial<RateKey> => ({
  [kind]: { Name: name, TextTransformations: as() },
});
