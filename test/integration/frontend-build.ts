import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

const page = (title: string, head: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${title}</title>
    <link rel="icon" href="/favicon.svg">
    <script src="/config.js"></script>
    ${head}
    <script type="module" src="/src/main.js"></script>
  </head>
  <body><main id="root"></main></body>
</html>
`;

const main = (title: string) => `import "./style.css";

const show = (text) => {
  document.querySelector("#root").textContent = text;
};
const { env } = globalThis.runtimeConfig;
const { view } = await import("./view.js");
const { companies } = await (await fetch(\`\${env.VITE_API_BASE_URL}/api/companies\`)).json();
show(view("${title}", location.pathname, companies));
`;

/** A small frontend, built by Vite into a folder: one page, a style, a part that is loaded later, and an API that it asks. */
export async function viteBuild(root: string, title = "first", head = ""): Promise<string> {
  mkdirSync(join(root, "src"), { recursive: true });
  mkdirSync(join(root, "public"), { recursive: true });
  writeFileSync(join(root, "index.html"), page(title, head));
  writeFileSync(join(root, "src/main.js"), main(title));
  writeFileSync(
    join(root, "src/view.js"),
    "export const view = (...words) => [...words, 'companies'].join(' ');\n",
  );
  writeFileSync(join(root, "src/style.css"), "main { color: rgb(1, 2, 3); }\n");
  writeFileSync(join(root, "public/robots.txt"), `# ${title}\nUser-agent: *\n`);
  writeFileSync(join(root, "public/favicon.svg"), '<svg xmlns="http://www.w3.org/2000/svg"/>\n');
  const outDir = join(root, "dist");
  await build({
    root,
    configFile: false,
    logLevel: "silent",
    build: { outDir, emptyOutDir: true, target: "es2022" },
  });
  return outDir;
}
