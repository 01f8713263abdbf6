import type { Broken } from "./additive.ts";
import { type Api, basePath } from "./operations.ts";

const local =
  /^(localhost|.*\.(localhost|local|localdomain|internal)|127(\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]|\[?fe80:.*)$/i;

/** Servers of a document that no client could, or should, call (P10). */
export function wrongServers({ servers, operations }: Api): readonly Broken[] {
  const [first] = servers;
  return [
    ...servers.flatMap((server) => said(server).map((says) => ({ operation: server, says }))),
    ...servers
      .filter((server) => basePath(server) !== basePath(first))
      .map((server) => ({ operation: server, says: `its paths begin otherwise than those of ${first}` })),
    ...[...operations.values()]
      .filter(({ ownServers }) => ownServers)
      .map(({ name }) => ({
        operation: name,
        says: "it names servers of its own: the platform serves an API at one host",
      })),
  ];
}

function said(server: string): readonly string[] {
  if (!URL.canParse(server)) return /^[a-z][\w+.-]*:/i.test(server) ? ["it is no address"] : [];
  const { protocol, hostname } = new URL(server);
  if (local.test(hostname)) return ["it is the machine of whoever reads the document"];
  return protocol === "https:" ? [] : ["it is not served over TLS: https:// alone is"];
}
