import type { Target } from "../../target.ts";
import type { Server } from "./engine.ts";

/**
 * How Pulumi's state learns of the database that has taken the name. Provider 7 knows an instance by its resource id, so
 * that the state still means the old one, whatever that is called now; a cluster and its members it knows by name.
 * Deleting the resource from the state and importing it again is no way: all that depends on it would have to go too.
 */
export function pulumiWords(target: Target, old: Server | undefined, made: Server): readonly string[] {
  const { stack } = target;
  const refresh = (names: readonly string[]) =>
    `pulumi refresh --stack ${stack} ${names.map((name) => `--target '**::${name}'`).join(" ")}`;
  const commands =
    target.config.database.engine === "postgres"
      ? [
          `pulumi stack export --stack ${stack} --file before.json    # keep it until all is well`,
          `sed 's/${old?.resourceId ?? "db-OLD"}/${made.resourceId}/g' before.json > after.json`,
          `pulumi stack import --stack ${stack} --file after.json`,
          refresh(["database-instance"]),
        ]
      : [refresh(["database-cluster", "database-member-*"])];
  return [
    "Pulumi does not know of this yet. Before anybody runs `./golive up`:",
    ...[...commands, `./golive preview ${stack}`].map((command) => `  ${command}`),
    "The preview must replace nothing but database-owner-rotation, which follows the owner's new secret.",
    "Not proven against AWS: that the provider can delete the rotation of a secret that RDS manages. Where it is refused: `pulumi state delete` of database-owner-rotation, and `./golive up` again.",
    ...(target.config.database.engine === "postgres"
      ? [
          "Left undone, the next `./golive up` would read the old instance by its resource id and try to give it back its name, which is taken: it fails, and changes no data.",
        ]
      : []),
  ];
}
