/** A command line that nobody understands; yargs has said why. */
export class UsageError extends Error {}

/** yargs says what was meant, but not what it read; and how many words are missing, but not which. */
function withWord(message: string, asked: string, isCommand: boolean): string {
  if (/^Not enough non-option .* 2$/.test(message))
    return "Which task of which stack? Name both, in this order.";
  if (message.startsWith("Not enough non-option")) return "Which stack? Name it right after the command.";
  if (isCommand) return message;
  return `No command "${asked}".${message.startsWith("Did you mean") ? ` ${message}` : ""}`;
}

/** What yargs has to say of these words, and who says the rest: the help of the command that was understood. */
export function usageText(message: string, words: readonly string[]): string {
  const asked = words.slice(0, words[0] === "ops" ? 2 : 1).filter((word) => !word.startsWith("-"));
  const strange = /^Unknown arguments?: (.*)$/.exec(message)?.[1]?.split(", ") ?? [];
  const isCommand = !message.startsWith("Did you mean") && !strange.includes(asked.at(-1) ?? "");
  const command = isCommand ? asked : asked.slice(0, -1);
  const lists = command.length === 0 || command.join(" ") === "ops";
  const help = ["./golive", ...command, "--help"].join(" ");
  return `${withWord(message, asked.join(" "), isCommand)}\n${help} ${lists ? "lists the commands" : "says what it takes"}`;
}
