import { liveOf } from "../ecs/live.ts";
import { AwsFailed } from "../errors.ts";
import { servingRelease } from "../release/compare.ts";
import { Releases } from "../release/store.ts";
import type { SiteWork } from "./work.ts";

/**
 * Writes into the record of the release that serves which frontend serves with it, so that a rollback goes back to both
 * together (P17). Pages are published without a deployment, and this does not end them: it is said where it cannot be.
 */
export async function noteFrontend({ target, session, voice }: SiteWork, id: string): Promise<void> {
  const command = `./golive up ${target.stack}`;
  try {
    const releases = Releases.of(target, session);
    const [live, all] = await Promise.all([liveOf(target, session), releases.list(100)]);
    const found = servingRelease(all, live);
    const moving = Object.values(live).some((one) => one.moving);
    if (!found?.exactly || moving || found.release.result !== "serves") {
      voice.say(
        `No release is written down that serves now: \`${command}\` writes it down, with this frontend.`,
      );
      return;
    }
    if (found.release.frontend !== id) await releases.write({ ...found.release, frontend: id });
    voice.say(`Written down: release ${found.release.id} has this frontend.`);
  } catch (error) {
    if (!(error instanceof AwsFailed)) throw error;
    voice.say(`Not written down with the release that serves: ${error.message}\n\`${command}\` does so too.`);
  }
}
