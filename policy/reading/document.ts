/** An IAM statement in which what may be one or many is always many. */
export interface Statement {
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly allActionsBut: readonly string[] | undefined;
  readonly resources: readonly string[];
  readonly allResourcesBut: readonly string[] | undefined;
  /** `["*", "*"]` where anyone is meant, else pairs such as `["Service", "ecs-tasks.amazonaws.com"]`. */
  readonly principals: readonly (readonly [kind: string, who: string])[];
  readonly allPrincipalsBut: boolean;
  /** Operator, key and values of each condition, the key in lower case, for AWS compares it so. */
  readonly conditions: readonly Condition[];
}
interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Every rule about permissions reads the same documents. */
const read = new Map<string, readonly Statement[]>();

/** The statements of a policy document, given as JSON text or as the object itself; none where there is no document. */
export function statements(document: unknown): readonly Statement[] {
  if (document === undefined || document === null || document === "") return [];
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const found = read.get(text) ?? parsed(text);
  read.set(text, found);
  return found;
}

function parsed(text: string): readonly Statement[] {
  const list: unknown = fields(JSON.parse(text)).Statement;
  return (Array.isArray(list) ? list : [list]).filter((entry) => entry instanceof Object).map(statement);
}

function statement(entry: unknown): Statement {
  const { Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } =
    fields(entry);
  return {
    allows: Effect === "Allow",
    actions: strings(Action),
    allActionsBut: NotAction === undefined ? undefined : strings(NotAction),
    resources: strings(Resource),
    allResourcesBut: NotResource === undefined ? undefined : strings(NotResource),
    principals: principals(Principal),
    allPrincipalsBut: NotPrincipal !== undefined,
    conditions: Object.entries(fields(Condition)).flatMap(([operator, keys]) =>
      Object.entries(fields(keys)).map(([key, values]) => ({
        operator,
        key: key.toLowerCase(),
        values: strings(values),
      })),
    ),
  };
}

function principals(given: unknown): Statement["principals"] {
  if (given === "*") return [["*", "*"]];
  return Object.entries(fields(given)).flatMap(([kind, who]) =>
    strings(who).map((one): readonly [string, string] => (one === "*" ? ["*", "*"] : [kind, one])),
  );
}

/** Grants to whoever asks: anyone, or all but a few, and no condition narrows it. */
export const grantsAnyone = ({ allows, principals: who, allPrincipalsBut, conditions }: Statement): boolean =>
  allows && conditions.length === 0 && (allPrincipalsBut || who.some(([kind]) => kind === "*"));

/** Whether an action is one of a statement's: named, or none of those that it leaves out. */
export const isAbout = ({ actions, allActionsBut }: Statement, action: string): boolean =>
  allActionsBut?.every((other) => !covers(other, action)) ??
  actions.some((pattern) => covers(pattern, action));

const patterns = new Map<string, RegExp>();

/** True where an IAM pattern such as `s3:*` or `kms:De*` covers the action. */
export function covers(pattern: string, action: string): boolean {
  if (pattern === action || pattern === "*") return true;
  if (!/[*?]/.test(pattern))
    return pattern.length === action.length && pattern.toLowerCase() === action.toLowerCase();
  const form = patterns.get(pattern) ?? formOf(pattern);
  patterns.set(pattern, form);
  return form.test(action);
}

function formOf(pattern: string): RegExp {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${source.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i");
}

/** A document as a program writes it, for examples. */
export const written = (...entries: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: entries });

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object" ? { ...value } : {};

const strings = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((item): item is string | number | boolean => item !== undefined && item !== null)
    .map(String);
