// The engine starts packs through a loader that cannot take TypeScript in; from here on Node strips the types itself.
import "./pack.ts";
