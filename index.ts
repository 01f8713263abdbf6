import { readConfig } from "./config/read.ts";
import { refuseUnreadyProduction } from "./readiness/guard.ts";
import { Platform } from "./stacks/platform.ts";
import { awsProvider } from "./stacks/provider.ts";

const config = readConfig();
await refuseUnreadyProduction(config);
const platform = new Platform("platform", config, { providers: [awsProvider(config)] });

export const contract = platform.contract;
export const contacts = config.contacts;
