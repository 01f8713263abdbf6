import { AwsFailed } from "../errors.ts";
import { Halted, Interrupted } from "../rollback/halted.ts";
import { goOn } from "../rollback/work.ts";
import type { Target } from "../target.ts";
import { readBuild } from "./build.ts";
import { distributionOf } from "./cdn.ts";
import { flawLine } from "./flaw.ts";
import { judge, type Leniency } from "./judge.ts";
import { locked } from "./lock.ts";
import { manifestKey, overwritten, sizeText } from "./manifest.ts";
import { putInPlace, settled } from "./place.ts";
import { missingOf, type Plan, planLines, releaseOf } from "./plan.ts";
import { prune } from "./prune.ts";
import { noteFrontend } from "./released.ts";
import { currentOf, manifestOf } from "./releases.ts";
import { configFile, runtimeFile, runtimeOf } from "./runtime.ts";
import { incomingOf, recordOf, send } from "./send.ts";
import { beginSite, frontendOf, type SiteWork } from "./work.ts";

export interface Wish extends Leniency {
  readonly directory: string;
  readonly commit: string | null;
}

/** Sends a build to users: judged first, in an order in which no page misses a file, and proven (P01, P10). */
export async function publish(
  target: Target,
  wish: Wish,
  voice: SiteWork["voice"],
  manner: SiteWork["manner"],
): Promise<"planned" | "done"> {
  const frontend = frontendOf(target);
  const build = readBuild(wish.directory);
  const { flaws, allowed } = judge(target, frontend, build, wish);
  if (flaws.length > 0)
    throw new Halted(
      `this build must not reach users:\n${flaws.map((flaw) => `  ✘ ${flawLine(flaw)}`).join("\n")}\nNothing was changed.`,
    );

  const work = await beginSite("frontend publish", target, voice, manner);
  const bytes = build.files.reduce((sum, file) => sum + file.bytes, 0);
  voice.say(
    `${wish.directory}: ${build.files.length} files, ${sizeText(bytes)}; nothing in it that must not be`,
  );
  for (const word of allowed) voice.say(`  let pass, as you said: ${word}`);
  for (const path of build.skipped) voice.say(`  left out: ${path}`);
  if (build.files.some(({ path }) => path === configFile))
    voice.say(`  left out: ${configFile}, in whose place the stack's own comes`);

  const distribution = await distributionOf(work);
  const built = build.files.filter(({ path }) => path !== configFile);
  const files = [...built, runtimeFile(await runtimeOf(work))];
  const current = await currentOf(work.site);
  const last = current === null ? undefined : await manifestOf(work.site, current);
  const assets = await missingOf(
    work,
    built.filter(({ cache }) => cache === "immutable"),
  );
  const plan: Plan = { ...releaseOf(files, last), files, assets, distribution, current, last };
  for (const line of planLines(plan)) voice.say(line);
  if (!manner.act) return "planned";

  voice.say("");
  await act(work, plan, { ...wish, allow: allowed });
  await noteFrontend(work, plan.id);
  return "done";
}

async function act(work: SiteWork, plan: Plan, wish: Wish): Promise<void> {
  const { target, voice, site } = work;
  let placed = false;
  try {
    await locked(work, async (keep) => {
      if ((await currentOf(site)) !== plan.current)
        throw new Halted(
          "something else was published meanwhile; nothing was changed, and the same command looks anew",
        );
      const record = plan.again ?? recordOf(work, plan, wish);
      await send(work, plan, record);
      await keep();
      goOn(work);
      placed = true;
      const last = overwritten(plan.last?.files ?? []);
      const changed = await putInPlace(work, plan.id, incomingOf(plan), last);
      voice.say(`  done: ${plan.id} is in place, index.html last`);
      const wrong = await settled(work, plan.distribution, changed, plan.files);
      if (wrong.length > 0)
        throw new Halted(
          `not proven: ${plan.id} is in place, and\n${wrong.map((line) => `  ✘ ${line}`).join("\n")}`,
        );
      await site.write(manifestKey(plan.id), { ...record, result: "serves" });
      voice.say(`\n${plan.id} serves at https://${work.frontend.host}/.`);
      await prune(work, plan.id);
    });
  } catch (error) {
    const rest = placed
      ? `The same command goes on from here.${wayBack(target, plan)}`
      : "What visitors see is as it was; the same command goes on from here.";
    if (error instanceof Interrupted) throw new Halted(`interrupted. ${rest}`);
    if (error instanceof AwsFailed) throw new AwsFailed(`${error.message}\n${rest}`);
    throw error instanceof Halted && placed ? new Halted(`${error.message}\n${rest}`) : error;
  }
}

function wayBack({ typed }: Target, { again, last }: Plan): string {
  const to = again ? again.before : (last?.id ?? null);
  return to === null
    ? ""
    : ` This puts ${to} back:\n  ./golive ops frontend rollback ${typed} --to ${to} --yes`;
}
