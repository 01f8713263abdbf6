import { meant } from "../config/reading/nearest.ts";
import { mistyped, WrongInput } from "./errors.ts";
import { reachOf, type Told, tell } from "./incident/tell.ts";
import { type Incident, incidentsIn, type Step } from "./incident/timeline.ts";
import { releaseId } from "./release/make.ts";
import { Halted } from "./rollback/halted.ts";
import type { Attempted, Drill } from "./trial/attempt.ts";
import type { Trial } from "./trial/trial.ts";

export interface IncidentWish {
  /** What is the case, for those who are told. */
  readonly text: string | undefined;
  /** Of one that is known already; undefined opens one. */
  readonly id: string | undefined;
  readonly close: boolean;
  /** Nothing is wrong: every text says so. */
  readonly drill: boolean;
}

const rehearsed = "a rehearsal of how stakeholders are told; nothing is wrong";

/**
 * Tells stakeholders of an incident and keeps its timeline, a record for each thing that was said (C21).
 * @throws WrongInput where the words do not fit together
 */
export function incident({ text, id, close, drill }: IncidentWish): Drill {
  const said = text?.trim() ?? "";
  if (said.length < 5 && !drill)
    throw new WrongInput([
      mistyped(
        "text",
        said || "nothing",
        "what is the case, for those who are told: a sentence of at least 5 characters",
      ),
    ]);
  if (close && id === undefined)
    throw new WrongInput([mistyped("--close", "without --id", "together with --id")]);
  const words = said || rehearsed;
  return {
    kind: "incident",
    urgent: !drill,
    plan: async (work) => {
      const before = await known(work.trial, id);
      const { routes, contacts } = await reachOf(work);
      return [
        `${before ? stepOf(close) : "opened"}${drill ? ", and closed at once: a rehearsal" : ""}: ${words}`,
        ...routes.map(
          ({ to, state }) => `the ticket topic tells ${to}${state === "confirmed" ? "" : ` (${state})`}`,
        ),
        ...contacts.map(({ role, to, by }) => `${role} (${to}) ${by}`),
      ];
    },
    act: async (work) => {
      const before = await known(work.trial, id);
      const one = before?.id ?? releaseId(new Date());
      const rehearsal = drill || before?.drill === true;
      const step = { incident: one, drill: rehearsal };
      if (before || !drill) {
        const now: Step = { ...step, step: before ? stepOf(close) : "opened", text: words };
        return outcome(now, await tell(work, now));
      }
      const opened = await tell(work, { ...step, step: "opened", text: words });
      const now: Step = { ...step, step: "closed", text: words };
      const closed = await tell(work, now);
      return outcome(now, { ...closed, failures: [...opened.failures, ...closed.failures] });
    },
  };
}

const stepOf = (close: boolean): Step["step"] => (close ? "closed" : "updated");

/** @throws WrongInput where there is none of that id; Halted where it is over */
async function known(trial: Trial, id: string | undefined): Promise<Incident | undefined> {
  if (id === undefined) return undefined;
  const all = await incidentsOf(trial);
  const found = all.find((one) => one.id === id);
  const ids = all.map((one) => one.id);
  if (found === undefined)
    throw new WrongInput([
      {
        ...mistyped(
          "--id",
          id,
          ids.length > 0 ? `one of ${ids.slice(0, 5).join(", ")}` : "an incident; there is none",
        ),
        ...meant(id, ids),
      },
    ]);
  if (found.open) return found;
  throw new Halted(`${id} was closed: an incident that comes back is a new one`);
}

/** The newest first. */
export async function incidentsOf(trial: Trial): Promise<readonly Incident[]> {
  const { records, flaws } = await trial.store.read();
  if (flaws.length > 0)
    throw new Halted(`${trial.store.at} is no sound chain of records: ${flaws.join("; ")}`);
  return incidentsIn(records);
}

const outcome = (now: Step, { reached, failures }: Told): Attempted => ({
  passed: failures.length === 0,
  says: `${now.drill ? "rehearsal of incident" : "incident"} ${now.incident} ${now.step}: ${now.text}`,
  failures,
  measurements: { ...now, told: reached.join(", ") },
});
