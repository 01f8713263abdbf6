import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WrongInput } from "../../ops/errors.ts";
import { readBuild } from "../../ops/frontend/build.ts";
import { flawLine } from "../../ops/frontend/flaw.ts";
import { judge, type Leniency } from "../../ops/frontend/judge.ts";
import { type StaticFrontend, staticFrontend } from "../../ops/frontend/work.ts";
import { targetAt } from "../../ops/target.ts";

const target = targetAt("Pulumi.production.yaml");
const shipped = staticFrontend(target);
if (shipped === undefined) throw new Error("the shipped product has pages");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-build-"));
  put("index.html", page());
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: string | Buffer): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}
const config = '<script src="/config.js"></script>';
const page = (head = "", body = "", before = config) =>
  `<!doctype html>\n<html><head>${before}${head}</head>\n<body>${body}</body></html>\n`;

const strict: Leniency = { sourceMaps: false, allow: [] };
const said = (lenient: Partial<Leniency> = {}, frontend: Partial<StaticFrontend> = {}) => {
  const pages = { ...shipped, ...frontend };
  const of = { config: { ...target.config, frontend: pages } };
  return judge(of, pages, readBuild(folder), { ...strict, ...lenient });
};
const flaws = (...args: Parameters<typeof said>) => said(...args).flaws.map(flawLine);

describe("a build", () => {
  it("with nothing wrong is let through", () => {
    put(
      "assets/index-B3sd9f2a.js",
      'fetch("/api");const a="https://docs.prospector.example/";location.hostname==="localhost"',
    );
    put("assets/logo.png", Buffer.from([0, 1, 2, 3]));
    put(
      "index.html",
      page('<script type="module" src="/assets/index-B3sd9f2a.js"></script>', '<img src="/assets/logo.png">'),
    );

    expect(said()).toEqual({ flaws: [], allowed: [] });
  });

  it.each([
    ["http://localhost:8000", 'const a = "http://localhost:8000/api"'],
    ["http://localhost", 'const a = "http://localhost"'],
    ["ws://127.0.0.1:5173", "new WebSocket('ws://127.0.0.1:5173')"],
    ["https://0.0.0.0:8443", "`https://0.0.0.0:8443/x`"],
    ["http://[::1]:3000", '"http://[::1]:3000"'],
    ["http://backend.local", '"http://backend.local/api"'],
    ["http://host.docker.internal:8000", '"http://host.docker.internal:8000"'],
    ["http://192.168.1.20:8000", '"http://192.168.1.20:8000"'],
    ["//localhost:9000", '"//localhost:9000/x"'],
    ["localhost:8000", '{host:"localhost:8000"}'],
    ["127.0.0.1:6379", '"127.0.0.1:6379"'],
    ["http://localhost:8000", String.raw`"http:\/\/localhost:8000"`],
  ])("that asks %s is refused, with file, line and column", (address, code) => {
    put("assets/app.js", `// built\n${code};\n`);
    const column = code.search(/(?:(?:https?|wss?):)?\\?\/\\?\/|localhost|127/) + 1;

    expect(flaws()).toEqual([
      `assets/app.js:2:${column}  ${address}, which is another machine for everybody who reads it (--allow ${address})`,
    ]);
  });

  it.each([
    'location.hostname === "localhost"',
    '"https://localhost.example.org/"',
    '"https://my-local.example"',
    '"version 10.0.0.1"',
    "a?b:localhost",
    '"https://10.0.0.1.example.com"',
  ])("that holds %s is not taken for one that asks a machine nearby", (code) => {
    put("assets/app.js", code);
    expect(flaws()).toEqual([]);
  });

  it("that asks one of our hosts in the clear is refused", () => {
    put(
      "assets/app.js",
      '"http://api.prospector.example/x";"http://prospector.example.org";"http://www.w3.org/2000/svg"',
    );

    expect(flaws()).toEqual([
      "assets/app.js:1:2  http://api.prospector.example, which is ours, and in the clear (--allow http://api.prospector.example)",
    ]);
  });

  it("is let through with exactly what was looked at and is no mistake, and that is said", () => {
    put("assets/app.js", '"http://localhost";"http://localhost:8000"');

    const { flaws: rest, allowed } = said({ allow: ["http://localhost", "http://localhost:1"] });
    expect([rest.map(({ allow }) => allow), allowed]).toEqual([
      ["http://localhost:8000"],
      ["http://localhost"],
    ]);
  });

  it.each([
    ["an AWS access key id", "AKIAIOSFODNN7EXAMPLE"],
    ["a Stripe key", `sk_live_${"4eC39HqLyjWDarjtT1zdp7dc"}`],
    ["a GitHub token", `ghp_${"a1".repeat(18)}`],
    ["a JSON web token", "eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.c2ln"],
    ["an address with a password in it", "postgres://app:hunter22@db.prospector.example/app"],
  ])("with %s in it is refused, and the value is not repeated", (kind, value) => {
    put("assets/app.js", `const k="${value}"`);

    const lines = flaws();
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(
          `^assets/app\\.js:1:10 {2}${kind} \\(\\d+ characters, not shown\\): everybody could read it \\(--allow secret:[0-9a-f]{12}\\)$`,
        ),
      ),
    ]);
    expect(lines.join()).not.toContain(value);
    const allow = [/secret:[0-9a-f]{12}/.exec(lines[0] ?? "")?.[0] ?? ""];
    expect(flaws({ allow })).toEqual([]);
  });

  it("with a private key in it is refused, and one that only names its first line is not", () => {
    put("assets/jose.js", 'throw new TypeError("expected -----BEGIN PRIVATE KEY-----, found "+x)');
    put("assets/key.txt", `-----BEGIN RSA PRIVATE KEY-----\n${"MIIEowIBAAKCAQEA".repeat(3)}\n`);

    expect(flaws()).toEqual([expect.stringMatching(/^assets\/key\.txt:1:1 {2}a private key/)]);
  });

  it("with words that code puts together, or class names, is not taken for one with credentials", () => {
    put(
      "assets/app.js",
      'f("https://"+u+":"+p+"@"+h);g("?token="+t);c="sk-folding-cube-container";`?key=$'.concat("{k}`"),
    );
    expect(flaws()).toEqual([]);
  });

  it("with source maps beside or inside is refused, unless they are meant", () => {
    put("assets/app.js", "1\n//# sourceMappingURL=data:application/json;base64,e30=\n");
    put("assets/app.js.map", "{}");

    expect(flaws()).toEqual([
      "assets/app.js:2:3  holds its source map: it shows everybody the source (--source-maps publishes it)",
      "assets/app.js.map  is a source map: it shows everybody the source (--source-maps publishes it)",
    ]);
    expect(flaws({ sourceMaps: true })).toEqual([]);
  });

  it("with files where the CDN shows none is refused", () => {
    put("releases/x.txt", "");
    put("api/x.json", "{}");

    expect(flaws()).toEqual(["releases/x.txt  stands below releases/, which the CDN serves to nobody"]);
    expect(flaws({}, { api: "api" })).toEqual([
      "api/x.json  stands below api/, which the CDN passes on to the service",
      "releases/x.txt  stands below releases/, which the CDN serves to nobody",
    ]);
  });
});

describe("a page", () => {
  const refused = "the CDN's Content-Security-Policy refuses it";

  it.each([
    [
      "an inline script",
      page("<script>go()</script>"),
      `2:47  an inline script: ${refused}; put it into a file`,
    ],
    [
      "an inline module",
      page('<script type="module">go()</script>'),
      `2:47  an inline script: ${refused}; put it into a file`,
    ],
    [
      "an import map",
      page('<script type="importmap">{}</script>'),
      `2:47  an inline script: ${refused}; put it into a file`,
    ],
    ["an inline style", page("<style>p{}</style>"), `2:47  an inline style: ${refused}; put it into a file`],
    [
      "a style attribute",
      page("", '<p style="x:y">'),
      `3:7  a style attribute: ${refused}; put it into a file`,
    ],
    [
      "an inline handler",
      page("", "<p onclick='go()'>"),
      `3:7  an inline handler (onclick): ${refused}; put it into a file`,
    ],
    [
      "a javascript: address",
      page("", '<a href="javascript:go()">x</a>'),
      `3:7  a javascript: address (href): ${refused}; put it into a file`,
    ],
    [
      "something in a template",
      page("", "<template><style>p{}</style></template>"),
      `3:17  an inline style: ${refused}; put it into a file`,
    ],
    ["a base element", page('<base href="/x/">'), `2:47  a base element: ${refused}`],
    [
      "a script from elsewhere",
      page('<script src="https://cdn.example/x.js"></script>'),
      "2:47  https://cdn.example, which script-src of the CDN's Content-Security-Policy does not let in: add it to `frontend.csp`",
    ],
    [
      "a picture from elsewhere",
      page("", '<img src="//pics.example/x.png">'),
      "3:7  https://pics.example, which img-src of the CDN's Content-Security-Policy does not let in: add it to `frontend.csp`",
    ],
    [
      "a frame",
      page("", '<iframe src="https://pay.example/"></iframe>'),
      "3:7  https://pay.example, which frame-src of the CDN's Content-Security-Policy does not let in: add it to `frontend.csp`",
    ],
    [
      "a form that goes elsewhere",
      page("", '<form action="https://forms.example/"></form>'),
      "3:7  https://forms.example, which form-action of the CDN's Content-Security-Policy does not let in: add it to `frontend.csp`",
    ],
    [
      "a stylesheet that is not there",
      page('<link rel="stylesheet" href="/assets/x.css">'),
      "2:47  /assets/x.css, which the build does not have",
    ],
    [
      "a script that is not there",
      page('<script type="module" src="./assets/x.js"></script>'),
      "2:47  /assets/x.js, which the build does not have",
    ],
  ])("with %s is refused", (_, html, line) => {
    put("index.html", html);
    expect(flaws()).toEqual([`index.html:${line}`]);
  });

  it("with data, what the policy names by its digest or origin, and the API's paths is let through", () => {
    put(
      "index.html",
      page(
        '<script type="application/ld+json">{}</script><script>go()</script>',
        '<img src="data:image/gif;base64,R0"><iframe src="https://pay.example/x"></iframe><img src="/api/logo">',
      ),
    );
    const csp = {
      "script-src": [`'sha256-${createHash("sha256").update("go()").digest("base64")}'`],
      "frame-src": ["https://pay.example"],
    };

    expect(flaws({}, { csp, api: "api" })).toEqual([]);
    expect(flaws({}, { csp: { "frame-src": ["https://pay.example"] }, api: "api" })).toHaveLength(1);
  });

  it("that does not load its configuration first is refused, where this stack has any", () => {
    put("assets/app.js", "1");
    const app = '<script type="module" src="/assets/app.js"></script>';
    const late = "loads /config.js after other scripts, or at any time: put it before them, without async";
    const cases = [
      page(app, "", ""),
      page("", "", app + config),
      page(app, "", '<script async src="/config.js"></script>'),
      page(app, "", '<script src="./config.js"></script>'),
    ].map((html) => {
      put("index.html", html);
      return flaws();
    });

    expect(cases).toEqual([
      [
        'index.html  does not load /config.js, which holds `frontend.env`: put <script src="/config.js"></script> before the other scripts',
      ],
      [`index.html:2:65  ${late}`],
      [`index.html:2:13  ${late}`],
      [],
    ]);
    put("index.html", page(app, "", ""));
    const nothing = { ...target.config, errorTracking: undefined };
    const { rum: _, ...pages } = { ...shipped, env: {} };
    expect(
      judge({ config: { ...nothing, frontend: pages } }, pages, readBuild(folder), strict).flaws,
    ).toEqual([]);
  });
});

describe("a folder", () => {
  it("without an index.html, or that is none, is no build", () => {
    rmSync(join(folder, "index.html"));
    const found = [folder, join(folder, "nowhere")].map((directory) => {
      try {
        return readBuild(directory);
      } catch (error) {
        return error instanceof WrongInput ? error.mistakes : error;
      }
    });

    expect(found).toEqual([
      [
        expect.objectContaining({
          found: folder,
          allowed: expect.stringContaining("with an index.html in it"),
        }),
      ],
      [
        expect.objectContaining({
          found: `${join(folder, "nowhere")} (ENOENT)`,
          allowed: "a folder that can be read",
        }),
      ],
    ]);
  });

  it("is read as it is: tools' own files are left out, links, giants and odd names are refused", () => {
    put(".DS_Store", "");
    put(".vite/manifest.json", "{}");
    put(".well-known/security.txt", "Contact: x");
    put(".well-known/apple-app-site-association", "{}");
    put("assets/a#b.js", "");
    truncateSync(put("assets/film.mp4", ""), 50 * 1024 ** 2 + 1);
    symlinkSync("/etc/passwd", join(folder, "assets/passwd.txt"));
    const build = readBuild(folder);

    expect(build.skipped).toEqual([".DS_Store", ".vite/manifest.json"]);
    expect(build.files.map(({ path, type }) => [path, type])).toEqual([
      [".well-known/apple-app-site-association", "application/json"],
      [".well-known/security.txt", "text/plain; charset=utf-8"],
      ["assets/a#b.js", "text/javascript; charset=utf-8"],
      ["assets/film.mp4", "video/mp4"],
      ["index.html", "text/html; charset=utf-8"],
    ]);
    expect(build.flaws.map(flawLine)).toEqual([
      "assets/passwd.txt  is no file but a link or a device: put the file itself there",
      "assets/film.mp4  is larger than 50 MiB",
      "assets/a#b.js  has a name that no address can carry as it is",
    ]);
  });
});
