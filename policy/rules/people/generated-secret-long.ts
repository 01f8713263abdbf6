import { resourceRule } from "../../rule.ts";

const least = 32;

export const generatedSecretLong = resourceRule({
  id: "generated-secret-long",
  title: "Every password that the program makes is too long to guess",
  requirements: ["C03", "C04"],
  judges: "random:index/randomPassword:RandomPassword",
  why: "Nobody has to type it, so length costs nothing; 32 characters hold more than 128 bits.",
  fix: `Set length to ${least} or more.`,
  findings: ({ length = 0 }) => (length >= least ? [] : [`length is ${length || "not set"}`]),
  examples: {
    pass: [{ props: { length: 32 } }, { props: { length: 64 } }],
    fail: [{ props: {} }, { props: { length: 16 } }],
  },
});
