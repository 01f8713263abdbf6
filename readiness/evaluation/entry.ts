import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { InputMistakes } from "../errors.ts";

const shape = z.object({ main: z.string().min(1).default(".") });

/** The absolute path of the program's entry, which `Pulumi.yaml` names as the engine reads it. @throws InputMistakes */
export function programEntry(directory: string): string {
  const file = join(directory, "Pulumi.yaml");
  if (!existsSync(file))
    throw mistake(file, "", "no such file", "a folder with Pulumi.yaml and Pulumi.<stack>.yaml");
  const document = parseDocument(readFileSync(file, "utf8"));
  const [broken] = document.errors;
  if (broken) throw mistake(file, "", broken.message, "YAML");
  const read = shape.safeParse(document.toJS());
  if (!read.success)
    throw new InputMistakes(
      read.error.issues.map(({ path, message }) => ({
        file,
        path: path.join("."),
        found: message,
        allowed: "text",
      })),
    );
  return entryOf(file, resolve(directory, read.data.main));
}

function entryOf(file: string, main: string): string {
  if (!existsSync(main))
    throw mistake(file, "main", `no such file: ${main}`, "the program's entry, e.g. index.ts");
  return statSync(main).isDirectory() ? join(main, "index.ts") : main;
}

const mistake = (file: string, path: string, found: string, allowed: string): InputMistakes =>
  new InputMistakes([{ file, path, found, allowed }]);
