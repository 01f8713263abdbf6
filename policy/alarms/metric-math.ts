/** What one metric-math expression comes to for given values; undefined where it uses something this does not know. */
export function evaluate(expression: string, lookUp: (id: string) => number | undefined): number | undefined {
  const tokens =
    expression.match(/\d*\.?\d+(?:e[+-]?\d+)?|[A-Za-z_]\w*|[<>=!]=|&&|\|\||[-+*/^()[\],<>]/gi) ?? [];
  if (tokens.join("") !== expression.replaceAll(/\s+/g, "")) return undefined;
  try {
    const parser = new Parser(tokens, lookUp);
    const [value = Number.NaN] = parser.list();
    return parser.done && Number.isFinite(value) ? value : undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

class NotUnderstood extends Error {}

const operators: readonly Readonly<Record<string, (a: number, b: number) => number>>[] = [
  { "||": (a, b) => Number(a !== 0 || b !== 0), OR: (a, b) => Number(a !== 0 || b !== 0) },
  { "&&": (a, b) => Number(a !== 0 && b !== 0), AND: (a, b) => Number(a !== 0 && b !== 0) },
  {
    "<": (a, b) => Number(a < b),
    ">": (a, b) => Number(a > b),
    "<=": (a, b) => Number(a <= b),
    ">=": (a, b) => Number(a >= b),
    "==": (a, b) => Number(a === b),
    "!=": (a, b) => Number(a !== b),
  },
  { "+": (a, b) => a + b, "-": (a, b) => a - b },
  { "*": (a, b) => a * b, "/": (a, b) => a / b },
  { "^": (a, b) => a ** b },
];

const functions: Readonly<Record<string, (values: readonly number[]) => number | undefined>> = {
  IF: ([condition, yes, no]) => (condition === 0 ? (no ?? 0) : yes),
  FILL: ([series]) => series,
  ABS: ([value = Number.NaN]) => Math.abs(value),
  CEIL: ([value = Number.NaN]) => Math.ceil(value),
  FLOOR: ([value = Number.NaN]) => Math.floor(value),
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
};

/** Recursive descent over CloudWatch's grammar, one level of `operators` after the other; loosest first. */
class Parser {
  readonly #tokens: readonly string[];
  readonly #lookUp: (id: string) => number | undefined;
  #at = 0;

  constructor(tokens: readonly string[], lookUp: (id: string) => number | undefined) {
    this.#tokens = tokens;
    this.#lookUp = lookUp;
  }

  get done(): boolean {
    return this.#at === this.#tokens.length;
  }

  list(): number[] {
    const values = [this.#expression(0)];
    while (this.#take(",")) values.push(this.#expression(0));
    return values;
  }

  #expression(level: number): number {
    const known = operators[level];
    if (!known) return this.#operand();
    let value = this.#expression(level + 1);
    for (let apply = this.#operator(known); apply; apply = this.#operator(known))
      value = apply(value, this.#expression(level + 1));
    return value;
  }

  #operator(known: Readonly<Record<string, (a: number, b: number) => number>>) {
    const apply = known[(this.#tokens[this.#at] ?? "").toUpperCase()];
    if (apply) this.#at += 1;
    return apply;
  }

  #operand(): number {
    if (this.#take("-")) return -this.#operand();
    if (this.#take("(")) return this.#closed(")")[0] ?? Number.NaN;
    const token = this.#tokens[this.#at] ?? "";
    this.#at += 1;
    if (/^[\d.]/.test(token)) return Number(token);
    const value = this.#take("(") ? functions[token.toUpperCase()]?.(this.#arguments()) : this.#lookUp(token);
    if (value === undefined) throw new NotUnderstood(token);
    return value;
  }

  /** An array, as in `SUM([a,b])`, counts as its members; FILL's `REPEAT` and `LINEAR` as nothing. */
  #arguments(): number[] {
    if (this.#take("[")) {
      const values = this.#closed("]");
      if (!this.#take(")")) throw new NotUnderstood("[");
      return values;
    }
    const values = [this.#expression(0)];
    while (this.#take(","))
      if (!this.#take("REPEAT") && !this.#take("LINEAR")) values.push(this.#expression(0));
    if (!this.#take(")")) throw new NotUnderstood("(");
    return values;
  }

  #closed(end: string): number[] {
    const values = this.list();
    if (!this.#take(end)) throw new NotUnderstood(end);
    return values;
  }

  #take(token: string): boolean {
    const is = this.#tokens[this.#at]?.toUpperCase() === token;
    if (is) this.#at += 1;
    return is;
  }
}
