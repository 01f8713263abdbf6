import { contentSecurityPolicy } from "../../config/csp.ts";
import type { Target } from "../target.ts";
import type { Build, BuildFile } from "./build.ts";
import type { Flaw } from "./flaw.ts";
import { endpointsIn } from "./judge/endpoints.ts";
import { mapsIn } from "./judge/maps.ts";
import { type Around, pageFlaws } from "./judge/page.ts";
import { secretsIn } from "./judge/secrets.ts";
import { folder } from "./manifest.ts";
import { configFile } from "./runtime.ts";
import type { StaticFrontend } from "./work.ts";

export interface Judged {
  readonly flaws: readonly Flaw[];
  /** What was let pass, in the words of `--allow`. */
  readonly allowed: readonly string[];
}

export interface Leniency {
  readonly sourceMaps: boolean;
  readonly allow: readonly string[];
}

/** Everything in a build that must not reach users, each with its place (P10, C16, G07). */
export function judge(
  { config }: Pick<Target, "config">,
  frontend: StaticFrontend,
  build: Build,
  { sourceMaps, allow }: Leniency,
): Judged {
  const around: Around = {
    host: frontend.host,
    policy: contentSecurityPolicy(config),
    paths: new Set([...build.files.map(({ path }) => path), configFile]),
    isElsewhere: (path) => frontend.api !== undefined && path.startsWith("api/"),
    needsConfig: needsConfig(config, frontend),
  };
  const found = build.files.flatMap((file): readonly Flaw[] => {
    const text = file.path === configFile ? undefined : textOf(file);
    return [
      ...placedFlaws(file, around),
      ...(text === undefined
        ? []
        : [
            ...endpointsIn(file.path, text, config.domain.zone),
            ...secretsIn(file.path, text),
            ...(sourceMaps ? [] : mapsIn(file.path, text)),
            ...(file.type.startsWith("text/html") ? pageFlaws(file.path, text, around) : []),
          ]),
    ];
  });
  const passes = ({ allow: word }: Flaw) => word !== undefined && allow.includes(word);
  return {
    flaws: [...build.flaws, ...found.filter((flaw) => !passes(flaw))],
    allowed: [...new Set(found.filter(passes).flatMap((flaw) => flaw.allow ?? []))].toSorted(),
  };
}

/** Whether pages of this stack have anything to learn that no build contains. */
const needsConfig = ({ errorTracking }: Target["config"], { env, rum }: StaticFrontend): boolean =>
  Object.keys(env).length > 0 || rum !== undefined || errorTracking?.pages !== undefined;

function placedFlaws({ path }: BuildFile, { isElsewhere }: Around): readonly Flaw[] {
  if (path.startsWith(folder))
    return [{ file: path, says: `stands below ${folder}, which the CDN serves to nobody` }];
  return isElsewhere(path)
    ? [{ file: path, says: "stands below api/, which the CDN passes on to the service" }]
    : [];
}

/** Undefined for what is no text: pictures, fonts, archives. */
function textOf({ type, read }: BuildFile): string | undefined {
  if (/^(image\/(?!svg)|font\/|audio\/|video\/)/.test(type)) return undefined;
  const content = read();
  return content.subarray(0, 8192).includes(0) ? undefined : content.toString("utf8");
}
