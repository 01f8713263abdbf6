import { engineCommand } from "./engine-command.ts";

export const preview = engineCommand("preview", "Show what the real engine would change, the policy pack on");
