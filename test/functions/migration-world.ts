import type { Tools } from "../../functions/migration/look.ts";
import { migration } from "../../functions/migration/migration.ts";
import type { Entry, MigrationRecord } from "../../functions/migration/record.ts";
import type { Asking } from "../../functions/migration/release.ts";
import type { Settings } from "../../functions/migration/settings.ts";
import type { Snapshot } from "../../functions/migration/snapshot.ts";
import { Stopped } from "../../functions/shared/log.ts";
import type { OneOff } from "../../functions/shared/one-off.ts";

export const began = Date.parse("2026-11-21T12:00:00Z");
export const minute = 60_000;
export const day = 24 * 60 * minute;

/** A release's digest, told apart by one hex digit. */
export const digest = (release: string): string => `sha256:${release.repeat(64)}`;
const imageOf = (release: string): string => `repo/api@${digest(release)}`;

interface Running {
  readonly family: string;
  readonly by: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly minutes: number;
  readonly exitCode: number | null;
  readonly reason: string;
  stoppedAt: number | null;
}

/** How tasks of one kind behave, from the moment they are started. */
export interface Behaviour {
  readonly minutes?: number;
  readonly exitCode?: number | null;
  readonly reason?: string;
}

/** One stack's AWS as far as migrations see it, with a clock that goes on while ECS waits to ask again. */
export class World {
  now = began;
  resourceId = "db-AAAABBBBCCCCDDDD";
  schema: Settings["schema"] = { version: "1", runsWith: ["1"], keeps: [] };
  behaviour: { migrate: Behaviour; verify: Behaviour } = { migrate: {}, verify: {} };
  /** Of a snapshot, from its beginning until it is there, and what becomes of it. */
  snapshotMinutes = 2;
  snapshotEnds = "available";
  /** Until then the database is too busy for a snapshot. */
  busyUntil = 0;
  /** Releases whose tasks are still registered; all, unless told. */
  registered: readonly string[] | null = null;
  serving: readonly string[] = [];
  keepSnapshots = 3;
  /** Whether ECS shows a new task to whoever asks at once. */
  shows = true;
  undeletable: readonly string[] = [];
  snapshots: (Snapshot & { readonly begun: number })[] = [];
  readonly tasks: Running[] = [];
  readonly records = new Map<string, MigrationRecord>();
  readonly failures = new Map<string, MigrationRecord>();
  readonly done: string[] = [];
  #revision = 0;

  get settings(): Settings {
    const task = (id: "migrate" | "verify", alsoWears: string[]) => ({
      family: `shop-test-task-${id}`,
      container: `task-${id}`,
      alsoWears,
      timeoutMinutes: id === "migrate" ? 30 : 10,
    });
    return {
      prefix: "shop-test",
      cluster: "shop-test",
      migrate: task("migrate", ["sg-database"]),
      verify: task("verify", []),
      database: { engine: "postgres", identifier: "shop-test-database" },
      evidence: "evidence",
      schema: this.schema,
      rollbackDays: 14,
      keepSnapshots: this.keepSnapshots,
    };
  }

  /** What is known of a snapshot now. */
  #snapshot({ begun, name, status }: World["snapshots"][number]): Snapshot {
    const there = this.now >= begun + this.snapshotMinutes * minute;
    return { name, status: there ? status : "creating", at: new Date(begun) };
  }

  #oneOff(task: Running): OneOff {
    const ended = task.stoppedAt !== null || this.now >= task.createdAt + task.minutes * minute;
    return {
      arn: task.arn,
      startedBy: task.by,
      createdAt: new Date(task.createdAt),
      ended,
      exitCode: ended ? task.exitCode : null,
      reason: ended ? task.reason : "",
    };
  }

  /** A task of this family that somebody else runs. */
  elsewhere(by: string, minutes: number): void {
    this.tasks.push({
      family: "shop-test-task-migrate",
      by,
      arn: "arn:task/elsewhere",
      createdAt: this.now,
      minutes,
      exitCode: 0,
      reason: "",
      stoppedAt: null,
    });
  }

  tools(asking: Asking): Tools {
    return {
      settings: this.settings,
      now: () => new Date(this.now),
      releases: {
        asking: async () => asking,
        tasks: async ([image = ""]) => {
          if (this.registered && !this.registered.map(imageOf).includes(image))
            throw new Stopped(`no active revision of shop-test-task-migrate runs ${image}`);
          return { image, migrate: `arn:migrate:${image.at(-1)}`, verify: `arn:verify:${image.at(-1)}` };
        },
      },
      database: {
        resourceId: async () => this.resourceId,
        snapshots: async () => this.snapshots.map((one) => this.#snapshot(one)),
        take: async (name) => {
          if (this.now < this.busyUntil) return false;
          if (!this.snapshots.some((one) => one.name === name)) {
            this.done.push(`take ${name}`);
            this.snapshots.push({ name, status: this.snapshotEnds, at: null, begun: this.now });
          }
          return true;
        },
        discard: async (name) => {
          if (this.undeletable.includes(name)) throw new Error("no");
          this.done.push(`discard ${name}`);
          this.snapshots = this.snapshots.filter((one) => one.name !== name);
        },
      },
      records: {
        entries: async () =>
          [...this.records].map(([key, { digest, database, at }]): Entry => {
            return { key, digest, resourceId: database.resourceId, at: Date.parse(at) };
          }),
        read: async (entries) => entries.flatMap(({ key }) => this.records.get(key) ?? []),
        write: async (record, attempt) => {
          const key = `${record.digest}/${record.database.resourceId}`;
          if (record.result === "SUCCESSFUL") this.records.set(key, record);
          else this.failures.set(`${key}/${attempt}`, record);
        },
      },
      tasks: {
        list: async ({ family }) =>
          this.tasks
            .filter((task) => task.family === family && this.shows)
            .map((task) => this.#oneOff(task))
            // ECS forgets a task about an hour after its end.
            .filter((task) => !task.ended || this.now < task.createdAt.getTime() + 60 * minute),
        start: async ({ definition, subnets, securityGroups, startedBy }) => {
          // As ECS: the same token within a day starts nothing.
          if (this.tasks.some(({ by, createdAt }) => by === startedBy && this.now < createdAt + day)) return;
          const work = startedBy.startsWith("migrate/") ? "migrate" : "verify";
          const { minutes = 3, exitCode = 0, reason = "" } = this.behaviour[work];
          this.done.push(`start ${definition} in ${subnets} as ${securityGroups}`);
          this.tasks.push({
            family: this.settings[work].family,
            by: startedBy,
            arn: `arn:task/${this.tasks.length}`,
            createdAt: this.now,
            minutes,
            exitCode,
            reason,
            stoppedAt: null,
          });
        },
        stop: async (arn, reason) => {
          this.done.push(`stop ${arn}: ${reason}`);
          for (const task of this.tasks) if (task.arn === arn) task.stoppedAt = this.now;
        },
      },
    };
  }

  /** What ECS asks with, each time that it deploys a release: a new revision. */
  asking(release: string): { readonly event: unknown; readonly tools: Tools } {
    const revision = `arn:revision/${++this.#revision}`;
    const asking: Asking = {
      revision,
      since: new Date(this.now),
      images: [imageOf(release)],
      subnets: ["subnet-a"],
      securityGroups: ["sg-api"],
      serving: this.serving.map(digest),
    };
    const details = { serviceArn: "arn:service", targetServiceRevisionArn: revision };
    const event = {
      lifecycleStage: "PRE_SCALE_UP",
      resourceArn: "arn:deployment",
      executionDetails: details,
    };
    return { event, tools: this.tools(asking) };
  }

  /** Asks as ECS does until there is an answer. Where it is good, the release serves. */
  async deploy(release: string): Promise<string> {
    const { event, tools } = this.asking(release);
    for (let calls = 1; calls < 2_000; calls++) {
      const answer = await migration(event, tools);
      if (answer.hookStatus === "SUCCEEDED") this.serving = [release];
      if (answer.hookStatus !== "IN_PROGRESS") return answer.hookStatus;
      this.now += answer.callBackDelay * 1000;
    }
    throw new Error("it never ends");
  }
}
