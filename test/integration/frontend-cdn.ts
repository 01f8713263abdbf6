import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import vm from "node:vm";
import { GetObjectCommand, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import { listening, silenced } from "../listening.ts";
import { platform } from "../platform/platforms.ts";
import type { Certificate } from "./certificate.ts";

interface Header {
  readonly header: string;
  readonly value: string;
}

/** What the program declares of the answers: the function before them, and the headers on them. */
interface Rules {
  readonly code: string;
  readonly headers: readonly Header[];
}

async function rules(): Promise<Rules> {
  const plan = await platform("staging", "resolved");
  const declared = plan.only("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy");
  const { contentSecurityPolicy, strictTransportSecurity } = Object(declared.securityHeadersConfig);
  const { accessControlMaxAgeSec } = strictTransportSecurity;
  return {
    code: String(plan.only("aws:cloudfront/function:Function").code),
    headers: [
      { header: "content-security-policy", value: contentSecurityPolicy.contentSecurityPolicy },
      { header: "strict-transport-security", value: `max-age=${accessControlMaxAgeSec}` },
      { header: "x-content-type-options", value: "nosniff" },
      ...Object(declared.customHeadersConfig).items,
    ],
  };
}

/**
 * Serves a bucket of moto's as CloudFront would: by the function, the response headers and the default root object that
 * the program declares, over TLS. Keeps nothing, so that what it shows is what stands there. Also plays the API.
 */
export class LocalCdn {
  readonly url: string;
  readonly port: number;
  /** Paths that were asked for, of any host. */
  readonly asked: string[];
  /** Shown in the place of every page while it is set, as an edge does that has not forgotten. */
  frozen: string | undefined;
  /** Sent instead of what the program declares, while it is set. */
  policy: string | undefined;
  readonly #server: Server;

  private constructor(server: Server, port: number, asked: string[]) {
    this.#server = server;
    this.port = port;
    this.asked = asked;
    this.url = `https://localhost:${port}`;
  }

  static async start(
    certificate: Certificate,
    { s3, bucket, api }: { readonly s3: S3Client; readonly bucket: string; readonly api: string },
  ): Promise<LocalCdn> {
    const { code, headers } = await rules();
    const asked: string[] = [];
    let made: LocalCdn | undefined;
    const tls = { cert: certificate.pem, key: readFileSync(certificate.keyFile) };
    const server = createServer(tls, async (request, response) => {
      const { pathname } = new URL(request.url ?? "/", "https://localhost");
      const host = request.headers.host?.split(":")[0];
      asked.push(`${host}${pathname}`);
      if (host === api) {
        const origin = request.headers.origin ?? "";
        response.writeHead(200, {
          "content-type": "application/json",
          "access-control-allow-origin": origin,
        });
        return response.end(JSON.stringify({ companies: 7 }));
      }
      const uri = rewritten(code, pathname);
      const found = uri.startsWith("/releases/")
        ? 403
        : await objectAt(s3, bucket, uri === "/" ? "/index.html" : uri);
      for (const { header, value } of headers) response.setHeader(header, value);
      if (made?.policy !== undefined) response.setHeader("content-security-policy", made.policy);
      if (made?.frozen !== undefined && uri === "/index.html") return response.end(made.frozen);
      if (typeof found === "number") return response.writeHead(found).end("<Error/>");
      for (const [name, value] of Object.entries(found.headers)) if (value) response.setHeader(name, value);
      return response.end(found.body);
    });
    made = new LocalCdn(server, await listening(server), asked);
    return made;
  }

  stop(): void {
    silenced(this.#server);
  }
}

/** As CloudFront runs it: the script on its own, then its handler with the event. */
function rewritten(code: string, uri: string): string {
  const event = { request: { method: "GET", uri, querystring: {}, headers: {}, cookies: {} } };
  return vm.runInNewContext(`${code};handler(event)`, { event }).uri;
}

async function objectAt(s3: S3Client, Bucket: string, path: string) {
  try {
    const Key = decodeURIComponent(path.slice(1));
    const { Body, ContentType, CacheControl } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return {
      headers: { "content-type": ContentType, "cache-control": CacheControl },
      body: Buffer.from((await Body?.transformToByteArray()) ?? []),
    };
  } catch (error) {
    if (error instanceof NoSuchKey) return 404;
    return 502;
  }
}
