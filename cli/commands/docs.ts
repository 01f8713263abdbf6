import type { CommandModule } from "yargs";

export const docs: CommandModule<object, { check: boolean }> = {
  command: "docs",
  describe: "Write the documents that are generated from code",
  builder: (yargs) =>
    yargs.option("check", {
      type: "boolean",
      default: false,
      describe: "Write nothing; fail where a document is stale",
    }),
  handler: async ({ check }) => {
    const { writeDocuments } = await import("../documents.ts");
    process.exitCode = await writeDocuments(check);
  },
};
