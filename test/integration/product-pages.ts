import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import vm from "node:vm";
import { contentSecurityPolicy } from "../../config/csp.ts";
import type { Config } from "../../config/schema.ts";
import { runtimeFile } from "../../ops/frontend/runtime.ts";
import { root } from "../config/writing.ts";
import { listening, silenced } from "../listening.ts";

const source = join(root, "examples/product/pages");
const handler = readFileSync(join(root, "functions/spa-fallback/handler.js"), "utf8");

/** The product's pages, built by their own lockfile in a folder for temporary files; once for each version of them. */
export function productPages(): string {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => !/^(node_modules|dist)\b/.test(file) && statSync(join(source, file)).isFile())
    .sort();
  const digest = createHash("sha256");
  for (const file of files) digest.update(file).update(readFileSync(join(source, file)));
  const folder = join(tmpdir(), `golive-pages-${digest.digest("hex").slice(0, 16)}`);
  if (!existsSync(folder)) build(files, folder);
  return folder;
}

function build(files: readonly string[], folder: string): void {
  const fresh = `${folder}.${process.pid}`;
  const within = { cwd: fresh, stdio: "pipe", timeout: 180_000 } as const;
  try {
    for (const file of files) cpSync(join(source, file), join(fresh, file), { recursive: true });
    execFileSync("npm", ["ci", "--no-audit", "--no-fund"], within);
    execFileSync("npm", ["run", "check"], within);
    execFileSync("npm", ["run", "build"], within);
    renameSync(join(fresh, "dist"), folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
};

/** Serves the pages as the platform does: its function before the files, its headers, its config.js; the API is elsewhere. */
export class Pages {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(config: Config, api: string): Promise<Pages> {
    const folder = productPages();
    const declared = Object.values(config.services).flatMap((one) =>
      "host" in one ? [`https://${one.host}`] : [],
    );
    const policy = declared.reduce(
      (text, origin) => text.replaceAll(origin, api),
      contentSecurityPolicy(config),
    );
    const { environment } = config;
    const script = runtimeFile({ environment, env: { VITE_API_URL: api } });
    const server = createServer((request, response) => {
      const uri = rewritten(new URL(request.url ?? "/", "http://localhost").pathname);
      const path = uri === "/" ? "/index.html" : uri;
      response.setHeader("content-security-policy", policy);
      response.setHeader("x-content-type-options", "nosniff");
      response.setHeader("x-frame-options", "DENY");
      response.setHeader("referrer-policy", "strict-origin-when-cross-origin");
      response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
      if (path === "/config.js") return response.end(script.read());
      const file = join(folder, path);
      if (!existsSync(file)) return response.writeHead(404).end();
      return response.end(readFileSync(file));
    });
    return new Pages(server, await listening(server));
  }

  stop(): void {
    silenced(this.#server);
  }
}

/** As CloudFront runs it. */
function rewritten(uri: string): string {
  const event = { request: { method: "GET", uri, querystring: {}, headers: {}, cookies: {} } };
  return vm.runInNewContext(`${handler};handler(event)`, { event }).uri;
}
