/** Where stack files are: asked by what judges and by what acts. */
export const directoryOption = {
  alias: "d",
  type: "string",
  requiresArg: true,
  describe: "The folder of the Pulumi.<stack>.yaml files, if not this project's own",
} as const;
