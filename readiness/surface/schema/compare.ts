import { isDeepStrictEqual } from "node:util";
import { canonical } from "../json.ts";
import { isNamed, type Resolve } from "../refs.ts";
import { type Breach, type Direction, type Inside, type Pair, pairOf, wordsFor } from "./pair.ts";
import { type View, viewsOf } from "./view.ts";

/** An alternative of one side, and those of the other side that might cover it. */
interface Choice {
  readonly view: View;
  readonly candidates: readonly Candidate[];
  /** The one whose breaches tell why; where there are several, only that none covers it can be told. */
  readonly telling: Candidate | undefined;
}

interface Candidate {
  readonly breaches: Pair["breaches"];
  readonly inside: readonly { readonly at: string; readonly question: string }[];
}

/** What was asked of two schemas. It holds until something inside of it does not: circles are true to themselves. */
interface Question {
  readonly choices: readonly Choice[];
  readonly direction: Direction;
  readonly named: boolean;
  holds: boolean;
}

/**
 * Compares schemas of the live document with those of the next one. Schemas contain each other in circles, and large documents
 * nest them deeper than a stack goes, so all that can be asked is written down first and settled then.
 */
export class Comparison {
  readonly #live: Resolve;
  readonly #next: Resolve;
  readonly #questions = new Map<string, Question>();
  /** A schema with a name, which many operations use, is told of once, where it is met first. */
  readonly #told = new Set<string>();

  constructor(live: Resolve, next: Resolve) {
    this.#live = live;
    this.#next = next;
  }

  breaches(live: unknown, next: unknown, direction: Direction): readonly Breach[] {
    const asked = { at: "", live, next };
    this.#settle(this.#writeDown(asked, direction));
    return this.#tell(idOf(asked, direction));
  }

  /** All new questions, those that follow from a question behind it. */
  #writeDown(first: Inside, direction: Direction): readonly Question[] {
    const fresh: Question[] = [];
    const open = [first];
    for (let asked = open.pop(); asked; asked = open.pop()) {
      const id = idOf(asked, direction);
      if (this.#questions.has(id)) continue;
      const choices = this.#choices(asked, direction, (inside) => open.push(...inside));
      const question = { choices, direction, named: isNamed(asked.live), holds: true };
      this.#questions.set(id, question);
      fresh.push(question);
    }
    return fresh;
  }

  #choices(asked: Inside, direction: Direction, ask: (inside: readonly Inside[]) => void): readonly Choice[] {
    const [live, next] = [viewsOf(asked.live, this.#live), viewsOf(asked.next, this.#next)];
    const request = direction === "request";
    const [inner, outer] = request ? [live, next] : [next, live];
    return inner.map((view) => {
      const same = outer.filter((other) => isDeepStrictEqual(other, view));
      const others = same.length > 0 ? same.slice(0, 1) : outer;
      const pairs = others.map((other) => ({
        other,
        pair: request ? pairOf(view, other, direction) : pairOf(other, view, direction),
      }));
      const like = pairs.filter(({ other }) => other.type === view.type);
      const alone = like.length === 1 || (inner.length === 1 && pairs.length === 1);
      const why = alone ? (like[0] ?? pairs[0]) : undefined;
      const candidates = pairs.map((one): Candidate => {
        const { breaches, inside } = one.pair;
        const needed = breaches.length === 0 || one === why ? inside : []; // else it covers nothing anyway
        ask(needed);
        const questions = needed.map((part) => ({ at: part.at, question: idOf(part, direction) }));
        return { breaches, inside: questions };
      });
      return { view, candidates, telling: candidates[why ? pairs.indexOf(why) : -1] };
    });
  }

  /** Takes back what does not hold, until nothing more falls. */
  #settle(fresh: readonly Question[]): void {
    const latest = fresh.toReversed();
    for (let fell = true; fell; ) {
      fell = false;
      for (const question of latest) {
        if (!question.holds || question.choices.every((choice) => this.#covered(choice))) continue;
        question.holds = false;
        fell = true;
      }
    }
  }

  #covered({ candidates }: Choice): boolean {
    return candidates.some(
      ({ breaches, inside }) =>
        breaches.length === 0 && inside.every(({ question }) => this.#questions.get(question)?.holds),
    );
  }

  #tell(first: string): readonly Breach[] {
    const told: Breach[] = [];
    const seen = new Set<string>();
    const open = [{ at: "", id: first }];
    for (let place = open.shift(); place; place = open.shift()) {
      const { at, id } = place;
      const question = this.#questions.get(id);
      if (!question || question.holds || seen.has(id) || this.#told.has(id)) continue;
      (question.named ? this.#told : seen).add(id);
      for (const choice of question.choices.filter((one) => !this.#covered(one))) {
        const { telling } = choice;
        const breaches = telling?.breaches ?? [{ at: "", says: uncovered(choice.view, question.direction) }];
        told.push(...breaches.map((one) => ({ at: at + one.at, says: one.says })));
        open.push(...(telling?.inside ?? []).map((one) => ({ at: at + one.at, id: one.question })));
      }
    }
    return told;
  }
}

const idOf = ({ live, next }: Inside, direction: Direction): string =>
  `${direction} ${canonical(live)} ${canonical(next)}`;

const uncovered = (view: View, direction: Direction): string =>
  direction === "request" ? `${wordsFor(view)} is let in no longer` : `${wordsFor(view)} may come now`;
