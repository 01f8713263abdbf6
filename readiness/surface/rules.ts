import type { RuleText } from "../../policy/rule.ts";
import { breakerExpired } from "../breakers/expiry.ts";
import { type Broken, breaking } from "./additive.ts";
import { generic } from "./catch-alls.ts";
import { ghosts, unlike, unmarked } from "./marks.ts";
import { wrongServers } from "./servers.ts";
import type { Documented } from "./sources.ts";

/** A rule that the gate itself holds against the product's documents: the policy pack sees only what AWS is told. */
interface SurfaceRule extends RuleText {
  /** How much of an API it looks at; 0 where what it needs is not named. */
  judged(one: Documented): number;
  findings(one: Documented): readonly Broken[];
}

const all = ({ api }: Documented): number => api.operations.size;

export const surfaceRules: readonly SurfaceRule[] = [
  {
    id: "surface-declared",
    title: "What a document marks public is what the stack file lets in, and nothing else",
    requirements: ["K02"],
    why: "The firewall lets in what the stack file lists. An operation that only one of the two knows is refused, or open by accident.",
    fix: "Mark the operation `x-visibility: public` and list it under `surface.public`, or neither; then mend `surface.count`.",
    judged: all,
    findings: ({ api, surface }) => unlike(api, surface),
  },
  {
    id: "surface-marked",
    title: "Nothing asks for no credential without being marked public",
    requirements: ["K02"],
    why: "`security: []` opens an operation to everybody in the code that is made from the document, whatever the firewall does.",
    fix: "Take the empty `security` away, or mark the operation `x-visibility: public`.",
    judged: all,
    findings: ({ api }) => unmarked(api),
  },
  {
    id: "surface-ghost-routes",
    title: "The code serves what the document says, and nothing else",
    requirements: ["K02"],
    why: "A route that no document has is one that nobody reviewed; an operation without a route breaks who believes the document.",
    fix: "Document the route or remove it, and let the CI write `surface.codeRoutes` anew.",
    judged: ({ api, routes }) => (routes ? api.operations.size + routes.size : 0),
    findings: ({ api, routes }) => (routes ? ghosts(api, routes) : []),
  },
  {
    id: "surface-additive",
    title: "A release only adds to what the live one promises",
    requirements: ["K26"],
    why: "Clients are not released with the platform: what they send must be let in, and what they read must come, after each release.",
    fix: "Keep what was promised and add beside it. To break a promise on purpose, change the released document by hand, in a commit of its own.",
    judged: ({ released }) => released?.operations.size ?? 0,
    findings: ({ api, released }) => (released ? breaking(released, api) : []),
  },
  {
    id: "surface-named-properties",
    title: "A public operation names everything that it takes and gives",
    requirements: ["K26"],
    why: "An object of anything lets in what nobody checks, gives out what nobody meant to, and can be changed without anyone seeing it.",
    fix: "Name the properties and the type of each; give a map's values a schema.",
    judged: ({ api }) => [...api.operations.values()].filter((one) => one.public).length,
    findings: ({ api }) => generic(api),
  },
  {
    id: "surface-servers",
    title: "A document names servers that its readers can reach, over TLS",
    requirements: ["P10"],
    why: "Clients are generated from the document: the address in it is the one that they call.",
    fix: "Name the hosts of the stacks by https://, with one base path, or no server at all.",
    judged: all,
    findings: ({ api }) => wrongServers(api),
  },
];

/** All rules that are not the pack's. */
export const gateRules: readonly RuleText[] = [...surfaceRules, breakerExpired];
