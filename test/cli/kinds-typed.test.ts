import { describe, expect, it } from "vitest";
import { kindNames, kindOf } from "../../evidence/kinds.ts";
import { nobody, running } from "./running.ts";

/** The command of each kind, with words for what it leaves open, and a stack that there is not. */
const typed = kindNames.map((name): [string, readonly string[]] => {
  const { command, subjects: [subject = ""] = [] } = kindOf(name);
  const told = command.replace("{stack}", "nowhere").replace("{subject}", subject).replace("NAME", "ada");
  return [name, told.split(" ")];
});

describe("the command that a missing record names", { timeout: 60_000 }, () => {
  it.concurrent.each(typed)(
    "of %s is understood to its last word: nothing but the stack is wrong",
    async (_, words) => {
      const { status, stderr } = await running(words, nobody);

      expect(status).toBe(2);
      expect(stderr).toMatch(/^1 mistake in the input:\n\nPulumi\.nowhere\.yaml\n {2}found: {3}no such file/);
    },
  );
});
