import { type FloorLine, unless } from "./line.ts";

/** What is refused at the edge, and who may call from a browser. */
export const edgeFloor: readonly FloorLine[] = [
  {
    requirements: ["C06", "K22"],
    reads: ["firewall"],
    says: "bound what one address may ask for: firewall.perMinute.address at most 3000",
    below: ({ firewall }) => unless(firewall.perMinute.address <= 3000, "firewall", "perMinute", "address"),
  },
  {
    requirements: ["C06", "K22"],
    reads: ["firewall"],
    says: "bound what one credential may ask for: firewall.perMinute.credential at most 6000",
    below: ({ firewall }) =>
      unless(firewall.perMinute.credential <= 6000, "firewall", "perMinute", "credential"),
  },
  {
    requirements: ["C07"],
    reads: ["firewall"],
    says: "bound bodies: firewall.bodyKiB at most 10240; longer ones by firewall.uploads, path by path",
    below: ({ firewall }) => unless(firewall.bodyKiB <= 10_240, "firewall", "bodyKiB"),
  },
  {
    requirements: ["C05", "W08"],
    reads: ["cors", "frontend", "services"],
    says: "let in the pages that the stack itself serves and no others: of the frontend's host and of services of kind web",
    below: ({ cors, frontend, services }) => {
      const pages = Object.values(services).flatMap((one) => (one.kind === "web" ? [one.host] : []));
      const own = [...(frontend ? [frontend.host] : []), ...pages].map((host) => `https://${host}`);
      return cors.origins.flatMap((origin, index) => unless(own.includes(origin), "cors", "origins", index));
    },
  },
];
