import { describe, expect, it } from "vitest";
import { tell } from "./tell.ts";
import { saidAfter, saidOf } from "./writing.ts";

const cron = {
  service: "scheduler",
  command: ["python", "-m", "backend.prune"],
  schedule: "rate(1 day)",
  missedAfterHours: 30,
};

describe("a cron job", () => {
  tell([
    [
      "one of a service that is not there",
      ["crons", "prune"],
      { ...cron, service: "schedulers" },
      'crons.prune.service: "schedulers", which is not declared · a declared service: api, worker, scheduler, scraper · did you mean "scheduler"?',
    ],
    [
      "a service's name",
      ["crons", "worker"],
      cron,
      'crons.worker: the name of a service, "worker" · a name of its own',
    ],
    [
      "a task's name",
      ["crons", "verify"],
      cron,
      'crons.verify: the name of a task, "verify" · a name of its own',
    ],
    [
      "a page after each run",
      ["crons", "prune"],
      { ...cron, missedAfterHours: 24 },
      "crons.prune.missedAfterHours: 24 · more than the hours between two runs, 24",
    ],
    [
      "a page after each run of an hourly one, in staging too",
      ["crons", "prune"],
      { ...cron, service: "scraper", schedule: "rate(60 minutes)", missedAfterHours: 1 },
      "crons.prune.missedAfterHours: 1 · more than the hours between two runs, 1",
      "staging",
    ],
    [
      "a clock that does not exist",
      ["crons", "refresh-scores", "timezone"],
      "Europe/Berln",
      'crons.refresh-scores.timezone: "Europe/Berln", which does not exist · a time zone of the IANA database, such as Europe/Berlin · did you mean "Europe/Berlin"?',
    ],
    [
      "a schedule that is none",
      ["crons", "refresh-scores", "schedule"],
      "15 3 * * *",
      'crons.refresh-scores.schedule: "15 3 * * *" · cron(<six fields>) or rate(<number> <minutes|hours|days>), as EventBridge Scheduler takes them',
    ],
    [
      "a minute that no hour has",
      ["crons", "refresh-scores", "schedule"],
      "cron(75 3 * * ? *)",
      'crons.refresh-scores.schedule: "cron(75 3 * * ? *)", whose minute is 75 · 0–59 and , - * /',
    ],
    [
      "a day of the week where none is",
      ["crons", "refresh-scores", "schedule"],
      "cron(15 3 ? * MOO *)",
      'crons.refresh-scores.schedule: "cron(15 3 ? * MOO *)", whose day of the week is MOO · 1–7 or SUN–SAT and , - * ? L #',
    ],
    [
      "both days, as crontab has them",
      ["crons", "refresh-scores", "schedule"],
      "cron(15 3 * * * *)",
      'crons.refresh-scores.schedule: "cron(15 3 * * * *)", with * as day of the month and * as day of the week · ? for the one that does not count, and only for that',
    ],
    [
      "neither day",
      ["crons", "refresh-scores", "schedule"],
      "cron(15 3 ? * ? *)",
      'crons.refresh-scores.schedule: "cron(15 3 ? * ? *)", with ? as day of the month and ? as day of the week · ? for the one that does not count, and only for that',
    ],
    [
      "a day that never comes",
      ["crons", "refresh-scores", "schedule"],
      "cron(15 3 30 2 ? *)",
      'crons.refresh-scores.schedule: "cron(15 3 30 2 ? *)", which never comes · a day that there is',
    ],
    [
      "a page each weekend",
      ["crons", "prune"],
      { ...cron, schedule: "cron(0 9-17 ? * MON-FRI *)" },
      "crons.prune.missedAfterHours: 30 · more than the hours between two runs, 64",
    ],
    [
      "a page each night",
      ["crons", "refresh-scores", "missedAfterHours"],
      24,
      "crons.refresh-scores.missedAfterHours: 24 · more than the hours between two runs, 24",
    ],
    [
      "runs so rare that no alarm can miss one",
      ["crons", "prune"],
      { ...cron, schedule: "cron(0 4 1 * ? *)", missedAfterHours: 168 },
      'crons.prune.schedule: "cron(0 4 1 * ? *)", with up to 744 hours between two runs · less than 168: what does not run for longer, no alarm can tell from what need not run. A job that runs each day may find that there is nothing to do',
    ],
    [
      "the same by a rate",
      ["crons", "prune"],
      { ...cron, schedule: "rate(7 days)", missedAfterHours: 168 },
      'crons.prune.schedule: "rate(7 days)", with up to 168 hours between two runs · less than 168: what does not run for longer, no alarm can tell from what need not run. A job that runs each day may find that there is nothing to do',
    ],
  ]);

  it.each([
    ["rate(1 day)", 25],
    ["rate(5 minutes)", 1],
    ["rate(2 hours)", 3],
    ["cron(0/15 * * * ? *)", 1],
    ["cron(5,50 6-8 ? * * *)", 22],
    ["cron(0 */6 1-31/1 jan-dec ? *)", 7],
    ["cron(0 4 ? * MON,THU *)", 97],
    ["cron(0 4 ? * 2-6/2,SAT *)", 49],
    // How long it is between two of these, only a calendar tells.
    ["cron(0 4 L * ? *)", 1],
    ["cron(0 4 15W * ? *)", 1],
    ["cron(0 4 ? * TUE#2 *)", 1],
    ["cron(0 4 ? * FRIL *)", 1],
    ["cron(0 4 1 1 ? 2030-2035)", 1],
  ])("may run at %s and be missed after %i hours", (schedule, missedAfterHours) => {
    expect(saidOf(["crons", "prune"], { ...cron, schedule, missedAfterHours })).toEqual([]);
  });

  it.each(["UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+1"])(
    "may follow the clock of %s",
    (timezone) => {
      expect(saidOf(["crons", "prune"], { ...cron, timezone })).toEqual([]);
    },
  );

  it("opens connections of its own", () => {
    expect(
      saidAfter(
        [["services", "api", "uses", "databaseConnections"], 8],
        [["database", "maxConnections"], 508],
        [["crons", "prune"], cron],
        [["crons", "look"], { ...cron, service: "scraper" }],
      ),
    ).toEqual([
      "database.maxConnections: 508, of which services may open 406 · at least 522, or smaller pools: api 12 × 8 × 2 = 192, worker 20 × 5 × 2 = 200, scheduler 1 × 5 = 5, refresh-scores 1 × 5 = 5, prune 1 × 5 = 5, 10 for migrations, functions and people: 417",
    ]);
  });
});

describe("task definitions", () => {
  const isolated = {
    kind: "isolated",
    image: { digest: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/a@sha256:${"0".repeat(64)}` },
    size: { cpu: 256, memory: 1024 },
    scale: { min: 1, max: 1 },
  };
  tell([
    [
      "a service named as a cron job's is",
      ["services", "cron-refresh-scores"],
      isolated,
      'crons.refresh-scores: the task definition "cron-refresh-scores", which the service of that name has · another name, for one of the two',
    ],
    [
      "a service named as a task's is",
      ["services", "task-verify"],
      isolated,
      'tasks.verify: the task definition "task-verify", which the service of that name has · another name, for one of the two',
    ],
  ]);
});
