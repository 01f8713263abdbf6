import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import tls from "node:tls";
import { commandOf } from "./tools.ts";

export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly pem: string;
}

/** A certificate for this machine's loopback, and perhaps a name besides, that is its own authority, good for a day. */
export function certificateIn(folder: string, name = "localhost"): Certificate {
  const [certificateFile, keyFile] = [join(folder, "server.pem"), join(folder, "server.key")];
  const [openssl, ...first] = commandOf("openssl");
  execFileSync(
    openssl,
    [
      ...first,
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
      ...[
        "-days",
        "1",
        "-subj",
        "/CN=localhost",
        "-addext",
        `subjectAltName=DNS:localhost,DNS:${name},IP:127.0.0.1`,
      ],
      ...["-keyout", keyFile, "-out", certificateFile],
    ],
    { stdio: "pipe" },
  );
  return { certificateFile, keyFile, pem: readFileSync(certificateFile, "utf8") };
}

/** Trusts it in this thread, as NODE_EXTRA_CA_CERTS makes a whole process do; the answer takes that back. */
export function trust({ pem }: Certificate): () => void {
  const before = tls.getCACertificates("default");
  tls.setDefaultCACertificates([...before, pem]);
  return () => tls.setDefaultCACertificates(before);
}
