/** A command line that nobody understands; yargs has said why. */
export class UsageError extends Error {}

/** yargs says what was meant, but not what it read; and how many words are missing, but not which. */
function withWord(message: string, asked: string, isCommand: boolean): string {
  if (/^Not enough non-option .* 2$/.test(message))
    return asked.startsWith("ops frontend")
      ? "Which build to which stack? Name both, in this order."
      : "Which task of which stack? Name both, in this order.";
  if (message.startsWith("Not enough non-option")) return "Which stack? Name it right after the command.";
  if (isCommand) return message;
  return `No command "${asked}".${message.startsWith("Did you mean") ? ` ${message}` : ""}`;
}

/** Commands that are more than one. */
const groups = ["ops", "emergency", "ops frontend", "ops surface"];

/** How many words name a command. */
const depthOf = ([first, second]: readonly string[]): number =>
  !groups.includes(first ?? "") ? 1 : groups.includes(`${first} ${second}`) ? 3 : 2;

/** What yargs has to say of these words, and who says the rest: the help of the command that was understood. */
export function usageText(message: string, words: readonly string[]): string {
  const asked = words.slice(0, depthOf(words)).filter((word) => !word.startsWith("-"));
  const strange = /^Unknown arguments?: (.*)$/.exec(message)?.[1]?.split(", ") ?? [];
  const isCommand = !message.startsWith("Did you mean") && !strange.includes(asked.at(-1) ?? "");
  const command = isCommand ? asked : asked.slice(0, -1);
  const lists = command.length === 0 || groups.includes(command.join(" "));
  const help = ["./golive", ...command, "--help"].join(" ");
  return `${withWord(message, asked.join(" "), isCommand)}\n${help} ${lists ? "lists the commands" : "says what it takes"}`;
}
