import type { Field, Statement } from "../../components/edge/firewall/statement.ts";

/** A request as WAF sees it before it decides. */
export interface Request {
  readonly method?: string;
  readonly host?: string;
  readonly path?: string;
  /** By names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the body is, whether it says so or not. */
  readonly bytes?: number;
  /** The network that it is sent from, by number; unknown ones are 0. */
  readonly network?: number;
}

/** What stands in for what only AWS knows: how much was asked for already, and which group of AWS's finds something. */
export interface Known {
  /** Requests like this one in the minute: of its address, and with its credential. */
  readonly perMinute?: { readonly address?: number; readonly credential?: number };
  readonly finds?: readonly string[];
  /** How much of a body the firewall is shown. */
  readonly inspected?: number;
}

interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly Statement: Statement;
  readonly Action?: { readonly Block?: { readonly CustomResponse?: { readonly ResponseCode: number } } };
  readonly OverrideAction?: { readonly Count?: object };
}

/**
 * Answers as a web ACL would, by its rules as AWS's API takes them: the first that refuses decides. It knows the
 * statements that we use, and stands in for nothing else; what WAF itself does with them, only AWS can show.
 */
export function answer(ruleJson: string, request: Request, known: Known = {}): string {
  const rules: readonly Rule[] = JSON.parse(ruleJson);
  for (const { Name, Statement, Action, OverrideAction } of rules.toSorted(
    (a, b) => a.Priority - b.Priority,
  )) {
    if (!holds(Statement, request, known)) continue;
    if (Action?.Block) return `${Action.Block.CustomResponse?.ResponseCode ?? 403} ${Name}`;
    if (OverrideAction && !OverrideAction.Count) return `403 ${Name}`;
  }
  return "let in";
}

function holds(statement: Statement, request: Request, known: Known): boolean {
  const also = (one: Statement): boolean => holds(one, request, known);
  if ("AndStatement" in statement) return statement.AndStatement.Statements.every(also);
  if ("OrStatement" in statement) return statement.OrStatement.Statements.some(also);
  if ("NotStatement" in statement) return !also(statement.NotStatement.Statement);
  if ("ManagedRuleGroupStatement" in statement) {
    const { Name, ScopeDownStatement } = statement.ManagedRuleGroupStatement;
    return (known.finds?.includes(Name) ?? false) && (!ScopeDownStatement || also(ScopeDownStatement));
  }
  if ("RateBasedStatement" in statement) {
    const { AggregateKeyType, Limit, ScopeDownStatement, CustomKeys = [] } = statement.RateBasedStatement;
    const keyed = CustomKeys.every(({ Header, Cookie }) =>
      Header
        ? request.headers?.[Header.Name] !== undefined
        : (request.headers?.cookie ?? "").includes(`${Cookie?.Name}=`),
    );
    const { address = 0, credential = 0 } = known.perMinute ?? {};
    return (
      (AggregateKeyType === "IP" ? address : credential) > Limit &&
      keyed &&
      (ScopeDownStatement ? also(ScopeDownStatement) : true)
    );
  }
  if ("AsnMatchStatement" in statement)
    return statement.AsnMatchStatement.AsnList.includes(request.network ?? 0);
  if ("SizeConstraintStatement" in statement) {
    const { FieldToMatch, Size } = statement.SizeConstraintStatement;
    if ("Body" in FieldToMatch) {
      const { bytes = 0 } = request;
      return bytes > (known.inspected ?? 8192) || bytes > Size;
    }
    const value = partOf(FieldToMatch, request);
    return value !== undefined && Buffer.byteLength(value) > Size;
  }
  if ("ByteMatchStatement" in statement) {
    const { FieldToMatch, SearchString, PositionalConstraint, TextTransformations } =
      statement.ByteMatchStatement;
    const value = transformed(partOf(FieldToMatch, request), TextTransformations);
    if (PositionalConstraint === "CONTAINS") return value?.includes(SearchString) ?? false;
    return PositionalConstraint === "EXACTLY"
      ? value === SearchString
      : (value?.startsWith(SearchString) ?? false);
  }
  const { FieldToMatch, RegexString, TextTransformations } = statement.RegexMatchStatement;
  const value = transformed(partOf(FieldToMatch, request), TextTransformations);
  return value !== undefined && new RegExp(RegexString).test(value);
}

function partOf(
  field: Field,
  { method = "GET", host, path = "/", headers = {}, bytes }: Request,
): string | undefined {
  if ("Method" in field) return method;
  if ("UriPath" in field) return path;
  if ("SingleHeader" in field) {
    const { Name } = field.SingleHeader;
    if (Name === "host") return host;
    return headers[Name] ?? (Name === "content-length" && bytes !== undefined ? String(bytes) : undefined);
  }
  if ("Cookies" in field) {
    const [name] = field.Cookies.MatchPattern.IncludedCookies;
    return (headers.cookie ?? "")
      .split(/; */)
      .find((pair) => pair.startsWith(`${name}=`))
      ?.slice(`${name}=`.length);
  }
  throw new Error("a part of a request that has no text");
}

const transformed = (
  value: string | undefined,
  transformations: readonly { readonly Type: string }[],
): string | undefined => transformations.reduce((text, { Type }) => text && transforms[Type]?.(text), value);

const transforms: Readonly<Record<string, (text: string) => string>> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.toLowerCase(),
  URL_DECODE: (text) => decodeURIComponent(text),
  NORMALIZE_PATH: (text) => new URL(text.replaceAll(/\/{2,}/g, "/"), "http://a").pathname,
};
