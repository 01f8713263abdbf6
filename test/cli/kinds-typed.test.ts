import { describe, expect, it } from "vitest";
import { kindNames, kindOf } from "../../evidence/kinds.ts";
import { answering } from "./answering.ts";
import { nobody } from "./running.ts";

/** The command of each kind, with words for what it leaves open, and a stack that there is not. */
const typed = kindNames.map((name): [string, readonly string[]] => {
  const { command, subjects: [subject = ""] = [] } = kindOf(name);
  const told = command.replace("{stack}", "nowhere").replace("{subject}", subject).replace("NAME", "ada");
  return [name, told.split(" ")];
});

const onlyTheStack = /^1 mistake in the input:\n\nPulumi\.nowhere\.yaml\n {2}found: {3}no such file/;

describe("the command that a missing record names", { timeout: 60_000 }, () => {
  it.concurrent.each(typed)(
    "of %s is understood to its last word: nothing but the stack is wrong",
    async (_, words) => {
      const { status, stderr } = await answering(words, nobody);

      expect(status).toBe(2);
      expect(stderr).toMatch(onlyTheStack);
    },
  );

  it.concurrent.each(typed)("of %s takes what a rehearsal's verdict adds to it", async (name, words) => {
    const rehearsed = ["--evidence", "records", "--through", "api=http://127.0.0.1:8000"];
    const facts = name === "report" ? ["--state", "state.json", "--rehearsal"] : [];
    const { status, stderr } = await answering([...words, ...rehearsed, ...facts], nobody);

    expect(status).toBe(2);
    expect(stderr).toMatch(onlyTheStack);
  });
});
