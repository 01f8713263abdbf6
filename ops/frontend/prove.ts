import { createHash } from "node:crypto";
import { contentSecurityPolicy } from "../../config/csp.ts";
import { probeAgent } from "../../config/probe-agent.ts";
import { until } from "../rollback/work.ts";
import type { SiteFile } from "./manifest.ts";
import type { SiteWork } from "./work.ts";

/** How long a CDN that was told may still show something else: its edges are many. */
const patienceMinutes = 5;

/** What a visitor is served otherwise than it must be; empty when nothing is. */
export async function prove(work: SiteWork, files: readonly SiteFile[]): Promise<readonly string[]> {
  let wrong: readonly string[] = [];
  await until(work, patienceMinutes, async () => {
    wrong = await look(work, files);
    work.voice.now(wrong.length === 0 ? "pages are served as they were sent" : `not yet: ${wrong[0]}`);
    return wrong.length === 0 || undefined;
  });
  return wrong;
}

async function look(
  { target, frontend, manner }: SiteWork,
  files: readonly SiteFile[],
): Promise<readonly string[]> {
  const agent = probeAgent(target.config);
  const ask = (path: string) => asked(new URL(path, manner.pages ?? `https://${frontend.host}`), agent);
  const digest = (path: string) => files.find((file) => file.path === path)?.sha256;
  const nowhere = `golive-asks-${Date.now()}`;
  const [page, config, deep, missing] = await Promise.all([
    ask("/"),
    ask("/config.js"),
    ask(`/${nowhere}`),
    ask(`/assets/${nowhere}.js`),
  ]);
  const policy = contentSecurityPolicy(target.config);
  const is = (path: string, answer: Answer, at: string) =>
    answer.status === 200 && answer.sha256 === digest(path)
      ? []
      : [`${at} ${answer.says}, and is not what was sent`];
  return [
    ...is("index.html", page, "/"),
    ...is("config.js", config, "/config.js"),
    ...(frontend.spaFallback ? is("index.html", deep, "a path of the application") : []),
    ...(missing.status === 200 ? ["a missing file answers 200, as if it were there"] : []),
    ...(page.status === 200 && page.policy !== policy
      ? [
          `the Content-Security-Policy is not the stack file's, for which the build was judged: \`./golive up ${target.stack}\` sets it`,
        ]
      : []),
  ];
}

interface Answer {
  readonly status: number;
  readonly says: string;
  readonly sha256?: string;
  readonly policy?: string | null;
}

/** Under the name that AWS's bot control leaves out: we are no browser. */
async function asked(url: URL, agent: string): Promise<Answer> {
  try {
    const answer = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(15_000),
      headers: { "user-agent": agent },
    });
    const body = Buffer.from(await answer.arrayBuffer());
    return {
      status: answer.status,
      says: `answers ${answer.status}`,
      sha256: createHash("sha256").update(body).digest("hex"),
      policy: answer.headers.get("content-security-policy"),
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: 0, says: `does not answer (${cause instanceof Error ? cause.message : String(cause)})` };
  }
}
