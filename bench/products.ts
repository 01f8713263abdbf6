import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";

/** A product as large as is asked for, in a folder of its own. */
export interface Product {
  readonly directory: string;
  remove(): void;
}

/** The real product, both its stacks, with so many more workers: small ones, which its database has connections for. */
export function productWith(workers: number, root: string): Product {
  const directory = mkdtempSync(join(tmpdir(), `golive-bench-${workers}-`));
  const copy = (name: string, edit: (file: ReturnType<typeof parseDocument>) => void): void => {
    const file = parseDocument(readFileSync(join(root, name), "utf8"));
    edit(file);
    writeFileSync(join(directory, name), file.toString());
  };
  cpSync(join(root, "openapi"), join(directory, "openapi"), { recursive: true });
  copy("Pulumi.yaml", (file) => file.set("main", join(root, "index.ts")));
  for (const stack of ["production", "staging"])
    copy(`Pulumi.${stack}.yaml`, (file) => {
      const services = ["config", "golive:platform", "services"];
      const { database, services: declared } = file.toJS().config["golive:platform"];
      const { worker } = declared;
      const small = {
        ...worker,
        scale: { min: 1, max: 1 },
        uses: { ...worker.uses, databaseConnections: 1 },
      };
      file.setIn(
        ["config", "golive:platform", "database", "maxConnections"],
        database.maxConnections + 3 * workers,
      );
      for (let number = 1; number <= workers; number++)
        file.setIn([...services, `worker-${String(number).padStart(4, "0")}`], small);
    });
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
