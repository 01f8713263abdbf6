import { describe, expect, it } from "vitest";
import { providedTo } from "../../config/provided.ts";
import { tell } from "./tell.ts";
import { saidAfter, saidOf } from "./writing.ts";

describe("who sends mail", () => {
  tell([
    [
      "a sender where the stack has none",
      ["email"],
      undefined,
      "services.worker.uses.email: true, and the stack has no `email` · false, or an `email` section that says as whom it sends",
    ],
    [
      "an isolated service that sends",
      ["services", "scraper", "uses"],
      { email: true },
      "services.scraper.uses.email: true · false: an isolated service sends no mail; let it hand its results to one that may",
    ],
    [
      "a MAIL FROM domain under which a service answers",
      ["email", "mailFrom"],
      "api",
      'email.mailFrom: "api": api.prospector.example is the host of api · a label that nothing else uses',
    ],
    [
      "a MAIL FROM domain under which pages are served",
      ["email", "mailFrom"],
      "app",
      'email.mailFrom: "app": app.prospector.example is the host of the frontend · a label that nothing else uses',
    ],
    [
      "an address that another domain signs",
      ["email", "from"],
      "reports@mailer.example",
      'email.from: "reports@mailer.example" · an address in prospector.example: another is not signed',
    ],
    [
      "a variable of the platform's among a service's own",
      ["services", "scheduler", "env", "EMAIL_FROM"],
      "me@prospector.example",
      'services.scheduler.env.EMAIL_FROM: "EMAIL_FROM", which the platform provides · no setting of that name',
    ],
  ]);

  it("may be nobody: a sender without a service is for `ops email` alone", () => {
    expect(saidAfter([["services", "worker", "uses", "email"], false])).toEqual([]);
  });

  it("may be told of as whom, and by which set", () => {
    const uses = { database: false, buckets: [], services: [] };
    const given = (email: boolean) => providedTo({ ...uses, email }, { readReplicas: 0 });
    expect(given(true)).toEqual([...given(false), "EMAIL_FROM", "EMAIL_CONFIGURATION_SET"]);
    expect(saidOf(["services", "worker", "mustFill"], ["EMAIL_FROM", "EMAIL_CONFIGURATION_SET"])).toEqual([]);
  });
});
