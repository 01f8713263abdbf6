import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Variable, variablesOfStack } from "../../config/environment.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { stacksIn } from "../stacks.ts";
import { artefactsAmong } from "./artefacts.ts";
import { exampleFlaws, type Given } from "./environment-example.ts";
import { filesBelow } from "./files.ts";
import { ownMachineIn } from "./own-machine.ts";
import { workflowFlaws } from "./workflows.ts";

export interface RepositoryCheck {
  readonly name: string;
  /** One line a flaw. */
  readonly flaws: readonly string[];
}

/** What the repository itself must keep to, whatever the program says (G10, P10, C23). */
export function repositoryChecks(root: string): readonly RepositoryCheck[] {
  const files = filesBelow(root);
  const textOf = (file: string): string => readFileSync(join(root, file), "utf8");
  return [
    { name: "no artefacts of other systems", flaws: artefactsAmong(files) },
    { name: "no developer's machine in what goes to production", flaws: ownMachineIn(files, textOf) },
    {
      name: "workflows pinned, bounded and with least rights",
      flaws: files
        .filter((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file))
        .flatMap((file) => workflowFlaws(file, textOf(file))),
    },
    {
      name: ".env.example says what a service gets",
      flaws: files
        .filter((file) => /(?:^|\/)\.env\.example$/.test(file) && !file.startsWith("test/"))
        .flatMap((file) => exampleFlaws(file, textOf(file), givenAt(join(root, dirname(file))))),
    },
  ];
}

/** The variables of all stacks whose files stand in a folder, or in the nearest one above it. */
function givenAt(folder: string): Given {
  const stacks = stacksIn(folder);
  if (stacks.length === 0 && dirname(folder) !== folder) return givenAt(dirname(folder));
  const all = stacks.flatMap((stack) => {
    const read = readStackFile(join(folder, `Pulumi.${stack}.yaml`));
    return "config" in read ? variablesOfStack(read.config) : [];
  });
  const namesOf = (some: readonly Variable[]) => [...new Set(some.map(({ name }) => name))].sort();
  return { asked: namesOf(all.filter(({ from }) => from !== "platform")), all: namesOf(all) };
}
