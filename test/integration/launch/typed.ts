import { expect } from "vitest";
import type { Ended } from "../../cli/running.ts";
import { revisions } from "./platform.ts";
import { rehearsed } from "./rehearsed.ts";
import type { World } from "./world.ts";

/** A database of its own, as tasks in AWS are told of it: the preflight looks at the address alone. */
export const inAws = {
  DATABASE_URL: "postgresql://app:unused@db.rolodex.example/rolodex?sslmode=require",
};

/** A machine that does much else answers late: what is about time may be tried anew, as people would. */
export async function patient(act: () => Promise<Ended>): Promise<Ended> {
  let ended = await act();
  for (let times = 1; times < 4 && ended.status === 1; times++) ended = await act();
  return ended;
}

/** What a command is about is time: it has the product for itself. */
export const aboutTime = ["load", "soak", "watch-60m", "watch-24h", "drumbeat", "page-load"];

/** Types what the verdict names, with what a rehearsal adds. */
export async function typed(
  world: World,
  what: string,
  command: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  if (what === "page") return paged(world, command);
  if (what === "canary") {
    const { staging } = world.stands;
    world.aws.staging.ecs.deployed("api", staging.definition("api", revisions.now), "SUCCESSFUL");
  }
  return world.golive(rehearsed(world, what, command), { ...(what === "preflight" && inAws), ...env });
}

/** Somebody answers as soon as the page is out. */
async function paged(world: World, command: string): Promise<Ended> {
  const { published } = world.aws.production;
  const before = published.length;
  const words = rehearsed(world, "page", command);
  const waiting = world.golive(words);
  await expect.poll(() => published.length, { timeout: 30_000 }).toBeGreaterThan(before);
  const [, code = "none"] = / --ack (\S+) /.exec(published.at(-1) ?? "") ?? [];
  const answer = ["--ack", code, "--by", "Mira Okafor"];
  const { status, stderr } = await world.golive([...words.filter((word) => word !== "--yes"), ...answer]);
  expect([status, stderr]).toEqual([0, ""]);
  return waiting;
}

export const failedAt = (what: string, { status, stdout, stderr }: Ended): string =>
  `${what} ended with ${status}\n${stdout.slice(-1500)}\n${stderr}`;
