import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Certificate } from "./certificate.ts";
import { commandOf } from "./tools.ts";

/** The one that RDS keeps to itself. */
export const superuser = { user: "rdsadmin", password: "the-superuser-of-the-test" };

/** Makes a cluster in a folder; returns how it is started. */
export function prepared(
  folder: string,
  port: number,
  certificate: Certificate,
): readonly [string, ...string[]] {
  const who = identity();
  const own = (path: string) => who && chownSync(path, who.uid, who.gid);
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  for (const path of [folder, data]) own(path);
  writeFileSync(join(folder, "password"), superuser.password);
  own(join(folder, "password"));

  const [initdb, ...first] = commandOf("initdb");
  const manner = ["-E", "UTF8", "--locale=C", "--auth=scram-sha-256", "--no-sync"];
  const args = ["-D", data, "-U", superuser.user, `--pwfile=${join(folder, "password")}`, ...manner];
  execFileSync(initdb, [...first, ...args], { cwd: folder, ...who, stdio: "pipe", timeout: 60_000 });

  for (const file of [certificate.certificateFile, certificate.keyFile]) {
    const copy = join(data, basename(file));
    writeFileSync(copy, readFileSync(file), { mode: 0o600 });
    own(copy);
  }
  writeFileSync(join(data, "postgresql.conf"), settings(port), { flag: "a" });
  writeFileSync(join(data, "pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
  const start = [join(dirname(initdb), "postgres"), "-D", data] as const;
  return who
    ? ["setpriv", `--reuid=${who.uid}`, `--regid=${who.gid}`, "--clear-groups", ...start]
    : [...start];
}

/** Whom it runs as: PostgreSQL refuses root. */
function identity(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const people = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const user of ["postgres", "nobody"]) {
    const [, , uid, gid] = people.find((line) => line.startsWith(`${user}:`))?.split(":") ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("run the tests as somebody other than root, or add a user named postgres");
}

const settings = (port: number): string => `
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
ssl = on
ssl_cert_file = 'server.pem'
password_encryption = 'scram-sha-256'
max_connections = 50
fsync = off
log_statement = 'all'
log_connections = on
logging_collector = off
timezone = 'UTC'
`;
