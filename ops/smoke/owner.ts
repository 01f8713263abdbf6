import type { leaksOf } from "../../config/leaks.ts";
import type { Config } from "../../config/schema.ts";
import type { SmokeStep } from "../../config/shape/trials.ts";

type Leak = ReturnType<typeof leaksOf>[number];

/**
 * Whether the product's own steps read what a stranger may not: that very path by somebody else, or one of its kind by
 * somebody else and then, while it is still there, by the stranger in vain. All steps must be right for a smoke test to pass.
 */
export function hasOwner({ trials: { smoke } }: Pick<Config, "trials">, leak: Leak): boolean {
  const kind = smoke.filter(
    ({ service, path }) => service === leak.service && likeness(path).test(leak.path),
  );
  return kind.some((one, at) => {
    if (!isRead(one) || one.as === leak.as || one.as === undefined) return false;
    if (one.path === leak.path) return true;
    const later = kind.slice(at + 1).filter(({ path }) => path === one.path);
    const gone = later.findIndex(({ method }) => method === "DELETE");
    return later.slice(0, gone === -1 ? later.length : gone).some((two) => isRefused(two, leak));
  });
}

const isRead = ({ method, expect: { status } }: SmokeStep): boolean =>
  method === "GET" && [status].flat().every((one) => one >= 200 && one <= 299);

const isRefused = ({ method, as, expect: { status } }: SmokeStep, leak: Leak): boolean =>
  method === "GET" && as === leak.as && [status].flat().every((one) => one === 403 || one === 404);

/** `/companies/{company}` is any one word there. */
const likeness = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/\?.*$/, "")
      .split(/\{\w+\}/)
      .map((part) => RegExp.escape(part))
      .join("[^/]+")}$`,
  );
