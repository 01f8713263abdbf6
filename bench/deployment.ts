import type { Chain } from "../readiness/deployment/critical-path.ts";
import { recorded } from "./recorded.ts";
import { ratio, table } from "./text.ts";

/** The longest chain of the first deployment, against the one that physics forces. */
export async function deployment(root: string): Promise<string> {
  const { longest, forced } = await recorded(root);
  return [
    "Estimates, from the table in `readiness/create-times.ts`: AWS promises no times. They tell a bad order from a good one, not how long a deployment takes. Everything that need not wait is taken to be made at the same time.\n",
    "The longest chain of production:\n",
    chain(longest),
    "What no order can avoid, network → PostgreSQL → proxy → API:\n",
    chain(forced),
    `Ratio: ${ratio(longest.seconds / forced.seconds, 1.1)}`,
  ].join("\n");
}

function chain({ links, seconds }: Chain): string {
  return table(
    ["resource", "seconds"],
    [
      ...links.map((link) => [`${link.name} (${link.type})`, String(link.seconds)]),
      ["together", String(seconds)],
    ],
  );
}
