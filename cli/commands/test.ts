import { vitestCommand } from "./vitest-command.ts";

export const test = vitestCommand("test", "Run the tests that need nothing but npm", []);
