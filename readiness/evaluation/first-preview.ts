import { record } from "../program/program.ts";
import type { Recording, Registration } from "../program/recording.ts";
import { rootUrn } from "../program/urn.ts";
import type { Question } from "./analyzer.ts";
import type { Order } from "./order.ts";
import { aboutResource, aboutStack } from "./questions.ts";

/** Runs the program as a first preview, and asks about each resource as it is registered, then about the stack. */
export async function firstPreview(order: Order, ask: (question: Question) => void): Promise<Recording> {
  const seen = new Map<string, Registration>();
  const recording = await record({
    ...order,
    pass: "preview",
    answers: () => undefined,
    onRegistration: (registration) => {
      seen.set(registration.urn, registration);
      ask(aboutResource(registration, seen.get(registration.provider)));
    },
  });
  ask(aboutStack(recording, rootUrn(order)));
  return recording;
}
