/** What a rule asks of one statement of a resource policy. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly services: readonly string[];
  /** The principal is everybody. */
  readonly anyone: boolean;
  readonly conditioned: boolean;
}

const listed = (value: unknown): readonly string[] =>
  [value].flat().filter((item) => typeof item === "string");

/** The statements of a policy document; undefined where it is not known or not JSON. */
export function statementsOf(policy: unknown): readonly Statement[] | undefined {
  const document = parsed(policy);
  if (!(document instanceof Object) || !("Statement" in document)) return undefined;
  return [document.Statement].flat().map((statement) => {
    const { Effect, Action, Principal, Condition } = Object(statement);
    return {
      effect: String(Effect),
      actions: listed(Action),
      services: listed(Principal?.Service),
      anyone: Principal === "*" || listed(Principal?.AWS).includes("*"),
      conditioned: Condition !== undefined && Object.keys(Object(Condition)).length > 0,
    };
  });
}

function parsed(policy: unknown): unknown {
  if (typeof policy !== "string") return policy;
  try {
    return JSON.parse(policy);
  } catch {
    return undefined; // AWS would refuse it
  }
}
