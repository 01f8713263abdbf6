import type { Frontend } from "../../config/shape/frontend.ts";
import { platformKey } from "../../config/stack-file.ts";
import { WrongInput } from "../errors.ts";
import type { Manner, Voice, Work } from "../rollback/work.ts";
import { type Session, signIn } from "../session.ts";
import type { Target } from "../target.ts";
import { Site } from "./site.ts";

export type StaticFrontend = Extract<Frontend, { kind: "static" }>;

/** Is told how uploads go on. */
export interface Uploads {
  begin(files: number, bytes: number): void;
  sent(path: string, bytes: number): void;
  end(): void;
}

/** What every step of a frontend's release has at hand. */
export interface SiteWork {
  readonly target: Target;
  readonly session: Session;
  readonly site: Site;
  readonly frontend: StaticFrontend;
  readonly voice: Voice;
  readonly manner: Pick<Manner, "act" | "signal" | "pace" | "pages"> & { readonly uploads?: Uploads };
}

/** Undefined where there are no files to publish: no frontend, or pages that a service makes. */
export const staticFrontend = ({ config }: Target): StaticFrontend | undefined =>
  config.frontend?.kind === "static" ? config.frontend : undefined;

/** @throws WrongInput where the stack has no frontend of files */
export function frontendOf(target: Target): StaticFrontend {
  const found = staticFrontend(target);
  if (found) return found;
  const { frontend } = target.config;
  throw new WrongInput([
    frontend === undefined
      ? target.mistake(["config", platformKey, "frontend"], {
          found: "no frontend",
          allowed: "a frontend of kind static: its files are what is published",
        })
      : target.mistake(["config", platformKey, "frontend", "kind"], {
          found: `"server": the service makes the pages, and \`./golive up ${target.stack}\` deploys it`,
          allowed: "kind static: its files are what is published",
        }),
  ]);
}

/** Signs in and says who acts where; what does not fit is said before anybody is asked. */
export async function beginSite(
  what: string,
  target: Target,
  voice: Voice,
  manner: SiteWork["manner"],
): Promise<SiteWork> {
  const frontend = frontendOf(target);
  const session = await signIn(target);
  const { account, region } = target.config;
  voice.say(
    `${what} ${target.stack}: https://${frontend.host}, in ${account} ${region}\nas ${session.who}\n`,
  );
  return { target, session, site: Site.of(target, session), frontend, voice, manner };
}

/** The same, for a command that has signed in already; undefined where the stack has no frontend of files. */
export function siteWork(work: Pick<Work, "target" | "session" | "voice" | "manner">): SiteWork | undefined {
  const frontend = staticFrontend(work.target);
  return frontend && { ...work, frontend, site: Site.of(work.target, work.session) };
}
