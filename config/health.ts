import type { Service } from "./shape/services.ts";

/** Ends with 0 where the address answers 2xx, by what the image has. */
const asks = {
  python: (address: string) => [
    "python",
    "-c",
    `import urllib.request as r; r.urlopen('${address}', timeout=4)`,
  ],
  node: (address: string) => [
    "node",
    "-e",
    `fetch('${address}',{signal:AbortSignal.timeout(4000)}).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))`,
  ],
  curl: (address: string) => [
    "curl",
    "--fail",
    "--silent",
    "--max-time",
    "4",
    "--output",
    "/dev/null",
    address,
  ],
  wget: (address: string) => [
    "wget",
    "--quiet",
    "--timeout=4",
    "--tries=1",
    "--output-document=/dev/null",
    address,
  ],
} as const;

/** How a container shows that it can work, asked inside of it (C11): by a command of the product's, or on its own path. */
export function healthOf(
  settings: Service,
): { readonly command: readonly string[]; readonly startSeconds: number } | undefined {
  const health = "health" in settings ? settings.health : undefined;
  const startSeconds = health?.graceSeconds ?? 60;
  if (settings.healthCommand) return { command: settings.healthCommand, startSeconds };
  if (!health?.client || !("port" in settings)) return undefined;
  return { command: asks[health.client](`http://127.0.0.1:${settings.port}${health.path}`), startSeconds };
}
