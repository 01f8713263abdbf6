import { goOn } from "../rollback/work.ts";
import { each } from "./each.ts";
import { copyKey, type Manifest, manifestKey, overwritten } from "./manifest.ts";
import { atOnce, type Incoming } from "./place.ts";
import type { Plan } from "./plan.ts";
import type { SiteWork } from "./work.ts";

/** What the release overwrites, on its way. */
export const incomingOf = ({ files }: Pick<Plan, "files">): readonly Incoming[] =>
  overwritten(files).map((file) => ({ file, read: () => file.read() }));

/** What a release is, before it is in place. */
export const recordOf = (
  { target, session }: SiteWork,
  { id, current, files }: Plan,
  { commit, allow }: { readonly commit: string | null; readonly allow: readonly string[] },
): Manifest => ({
  kind: "frontend",
  stack: target.prefix,
  id,
  at: new Date().toISOString(),
  by: session.who,
  commit,
  before: current,
  allowed: [...allow],
  files: files.map(({ path, sha256, bytes, type, cache }) => ({ path, sha256, bytes, type, cache })),
  result: "sent",
});

/** Everything that changes nothing of what visitors see: new files, and the release's own copies of the others. */
export async function send(work: SiteWork, plan: Plan, record: Manifest): Promise<void> {
  const { site, voice, manner } = work;
  const { id, again, assets } = plan;
  const copies = again ? [] : incomingOf(plan);
  const sent = [
    ...assets.map((file) => ({ key: file.path, file, read: () => file.read() })),
    ...copies.map(({ file, read }) => ({ key: copyKey(id, file.path), file, read })),
  ];
  const { uploads } = manner;
  uploads?.begin(
    sent.length,
    sent.reduce((sum, { file }) => sum + file.bytes, 0),
  );
  try {
    await each(sent, atOnce, async ({ key, file, read }) => {
      goOn(work);
      await site.put(key, file, await read());
      uploads?.sent(key, file.bytes);
    });
  } finally {
    uploads?.end();
  }
  voice.say(`  done: all files are there that pages will ask for, ${assets.length} of them new`);
  if (!again) await site.write(manifestKey(id), record);
}
