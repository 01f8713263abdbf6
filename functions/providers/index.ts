import { askAs } from "../shared/ask.ts";
import { guarded } from "../shared/log.ts";
import { readSettings } from "../shared/settings.ts";
import { providers } from "./providers.ts";
import { settings } from "./settings.ts";

const read = readSettings(settings);
const ask = askAs("golive-providers");

export const handler = guarded(async () => providers(read, { ask, now: () => performance.now() }));
