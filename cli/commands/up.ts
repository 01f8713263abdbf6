import { engineCommand } from "./engine-command.ts";

export const up = engineCommand("up", "Create or update the stack, the policy pack on");
