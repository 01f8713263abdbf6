import type { Finding } from "../finding.ts";
import type { Config } from "../schema.ts";
import { check, repeated } from "./check.ts";

const stores: Readonly<Record<number, string>> = { 5432: "PostgreSQL's", 6379: "Redis's" };

/** No way out of an isolated service leads to a store, nor to whatever else stands inside the network (P05). */
export const egressOutside = check(["services", "network"], ({ services, network }) =>
  ways(services).flatMap(({ path, to, port }): readonly Finding[] => {
    const block = blockOf(to);
    const store = stores[port];
    return [
      ...(store === undefined
        ? []
        : [
            {
              path: [...path, "port"],
              found: `${port}, ${store} port`,
              allowed: "another port: an isolated service reaches no data store",
            },
          ]),
      // Only the internet at large is wider than the private range of which every network is a part.
      ...(block.length >= 8 && overlap(block, blockOf(network.cidr))
        ? [
            {
              path: [...path, "to"],
              found: `"${to}", which reaches into the network ${network.cidr}`,
              allowed: "addresses outside of it; services inside are called by uses.services",
            },
          ]
        : []),
    ];
  }),
);

/** EC2 takes a block by its first address, and each rule once. */
export const egressRules = check(["services"], ({ services }) => [
  ...ways(services).flatMap(({ path, to }) => {
    const block = blockOf(to);
    return block.first === block.address
      ? []
      : [
          {
            path: [...path, "to"],
            found: `"${to}", an address inside of its block`,
            allowed: `the block by its first address: ${dotted(block.first)}/${block.length}`,
          },
        ];
  }),
  ...Object.entries(services).flatMap(([id, service]) =>
    service.kind === "isolated"
      ? repeated(service.egress.map(({ to, port }) => `${to} on ${port}`)).map(({ index, value }) => ({
          path: ["services", id, "egress", index],
          found: `${value}, for the second time`,
          allowed: "each way once",
        }))
      : [],
  ),
]);

const ways = (services: Config["services"]) =>
  Object.entries(services).flatMap(([id, service]) =>
    service.kind === "isolated"
      ? service.egress.map(({ to, port }, index) => ({
          path: ["services", id, "egress", index],
          to,
          port,
        }))
      : [],
  );

interface Block {
  readonly address: number;
  /** Its first address. */
  readonly first: number;
  readonly length: number;
}

function blockOf(cidr: string): Block {
  const [text = "", length = "32"] = cidr.split("/");
  const address = text.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const size = 2 ** (32 - Number(length));
  return { address, first: address - (address % size), length: Number(length) };
}

/** Of two blocks that share an address, one holds the other's first. */
const overlap = (a: Block, b: Block): boolean => holds(a, b.first) || holds(b, a.first);
const holds = ({ first, length }: Block, address: number): boolean =>
  address >= first && address < first + 2 ** (32 - length);

const dotted = (address: number): string =>
  [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");
