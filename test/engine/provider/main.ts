import { argv } from "node:process";
import { serve } from "./server.ts";

// The engine tells an ambient plugin nothing of itself: the package comes from the shell script's own name.
console.log(await serve(argv[2] ?? ""));
