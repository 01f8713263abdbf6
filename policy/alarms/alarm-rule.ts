/** The condition of a composite alarm ("Create a composite alarm", CloudWatch guide). */
export interface AlarmRule {
  /** Is it met, if these alarms are red and all others are calm? */
  holds(red: (name: string) => boolean): boolean;
  /** The alarms of which one more that is red can meet it. */
  readonly raisedBy: ReadonlySet<string>;
}

type Clause =
  | { readonly is: "constant"; readonly value: boolean }
  | { readonly is: "state"; readonly state: string; readonly name: string }
  | { readonly is: "not"; readonly of: Clause }
  | { readonly is: "and" | "or"; readonly of: readonly Clause[] }
  | { readonly is: "some"; readonly least: number; readonly of: readonly Clause[] };

/** Undefined where it is no rule, so that nothing is concluded from what CloudWatch would refuse. */
export function readAlarmRule(text: string): AlarmRule | undefined {
  const words = text.match(/"(?:[^"\\]|\\.)*"|[(),]|[^\s(),"]+/g) ?? [];
  try {
    const clause = new Reader(words).whole();
    const raisedBy = new Set<string>();
    collect(clause, true, raisedBy);
    return { holds: (red) => met(clause, red), raisedBy };
  } catch (error) {
    if (error instanceof NotARule) return undefined;
    throw error;
  }
}

class NotARule extends Error {}

function met(clause: Clause, red: (name: string) => boolean): boolean {
  switch (clause.is) {
    case "constant":
      return clause.value;
    case "state":
      // An alarm without data is neither red nor calm, and stands for nothing here.
      return clause.state === "ALARM" ? red(clause.name) : clause.state === "OK" && !red(clause.name);
    case "not":
      return !met(clause.of, red);
    case "and":
      return clause.of.every((one) => met(one, red));
    case "or":
      return clause.of.some((one) => met(one, red));
    case "some":
      return clause.of.filter((one) => met(one, red)).length >= clause.least;
  }
}

function collect(clause: Clause, positive: boolean, names: Set<string>): void {
  if (clause.is === "state") {
    if ((clause.state === "ALARM") === positive) names.add(clause.name);
  } else if (clause.is === "not") collect(clause.of, !positive, names);
  else if (clause.is !== "constant") for (const one of clause.of) collect(one, positive, names);
}

/** NOT binds tighter than AND, AND tighter than OR. */
class Reader {
  #at = 0;
  readonly #words: readonly string[];

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  whole(): Clause {
    const clause = this.#either();
    if (this.#at < this.#words.length) throw new NotARule();
    return clause;
  }

  #either(): Clause {
    const of = [this.#each()];
    while (this.#takes("OR")) of.push(this.#each());
    return { is: "or", of };
  }

  #each(): Clause {
    const of = [this.#one()];
    while (this.#takes("AND")) of.push(this.#one());
    return { is: "and", of };
  }

  #one(): Clause {
    if (this.#takes("NOT")) return { is: "not", of: this.#one() };
    if (this.#takes("(")) {
      const inside = this.#either();
      this.#must(")");
      return inside;
    }
    const word = this.#next();
    if (word === "TRUE" || word === "FALSE") return { is: "constant", value: word === "TRUE" };
    this.#must("(");
    const clause = word === "AT_LEAST" ? this.#some() : this.#state(word);
    this.#must(")");
    return clause;
  }

  #state(state: string): Clause {
    if (!["ALARM", "OK", "INSUFFICIENT_DATA"].includes(state)) throw new NotARule();
    return { is: "state", state, name: nameOf(this.#next()) };
  }

  /** `AT_LEAST(2, ALARM, (a, b, c))`, or a share of them as `50%`. */
  #some(): Clause {
    const least = this.#next();
    this.#must(",");
    const not = this.#takes("NOT");
    const state = this.#next();
    this.#must(",");
    this.#must("(");
    const of: Clause[] = [];
    do {
      const one: Clause = { is: "state", state, name: nameOf(this.#next()) };
      of.push(not ? { is: "not", of: one } : one);
    } while (this.#takes(","));
    this.#must(")");
    const number = Number.parseFloat(least);
    if (!(number > 0)) throw new NotARule();
    return { is: "some", least: least.endsWith("%") ? Math.ceil((number * of.length) / 100) : number, of };
  }

  #takes(word: string): boolean {
    if (this.#words[this.#at] !== word) return false;
    this.#at += 1;
    return true;
  }

  #must(word: string): void {
    if (!this.#takes(word)) throw new NotARule();
  }

  #next(): string {
    const word = this.#words[this.#at];
    if (word === undefined || /^[(),]$/.test(word)) throw new NotARule();
    this.#at += 1;
    return word;
  }
}

/** An alarm is named by its name or its ARN, in quotes or not. */
const nameOf = (word: string): string =>
  word
    .replace(/^"(.*)"$/, "$1")
    .replaceAll(/\\(.)/g, "$1")
    .replace(/^arn:[^:]*:cloudwatch:[^:]*:\d*:alarm:/, "");
