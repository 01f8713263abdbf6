import type { CommandModule } from "yargs";

export const audit: CommandModule = {
  command: "audit",
  describe: "Ask the registries for known vulnerabilities of everything that is locked",
  builder: (yargs) => yargs,
  handler: async () => {
    const { runAudit } = await import("../audit/audit.ts");
    process.exitCode = await runAudit();
  },
};
