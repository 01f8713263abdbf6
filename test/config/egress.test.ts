import { describe, expect, it } from "vitest";
import { tell } from "./tell.ts";
import { saidOf } from "./writing.ts";

const way = (to: string, port = 443) => ({ to, port, why: "a partner's API" });
const egress = ["services", "scraper", "egress"];

describe("the ways out of an isolated service", () => {
  const outside = "addresses outside of it; services inside are called by uses.services";
  const block = "a block of IPv4 addresses such as 203.0.113.0/24";
  tell([
    [
      "PostgreSQL's port",
      egress,
      [way("203.0.113.0/24", 5432)],
      "services.scraper.egress[0].port: 5432, PostgreSQL's port · another port: an isolated service reaches no data store",
    ],
    [
      "Redis's port, in staging too",
      egress,
      [way("0.0.0.0/0"), way("0.0.0.0/0", 6379)],
      "services.scraper.egress[1].port: 6379, Redis's port · another port: an isolated service reaches no data store",
      "staging",
    ],
    [
      "a part of the network",
      egress,
      [way("10.20.128.0/20")],
      `services.scraper.egress[0].to: "10.20.128.0/20", which reaches into the network 10.20.0.0/16 · ${outside}`,
    ],
    [
      "one address of the network",
      egress,
      [way("10.20.255.255/32")],
      `services.scraper.egress[0].to: "10.20.255.255/32", which reaches into the network 10.20.0.0/16 · ${outside}`,
    ],
    [
      "the private range that the network is a part of",
      egress,
      [way("10.0.0.0/8")],
      `services.scraper.egress[0].to: "10.0.0.0/8", which reaches into the network 10.20.0.0/16 · ${outside}`,
    ],
    [
      "a block by an address inside of it",
      egress,
      [way("203.0.113.77/24")],
      'services.scraper.egress[0].to: "203.0.113.77/24", an address inside of its block · the block by its first address: 203.0.113.0/24',
    ],
    [
      "an octet that is none",
      egress,
      [way("203.0.256.0/24")],
      `services.scraper.egress[0].to: "203.0.256.0/24" · ${block}`,
    ],
    [
      "a prefix that is none",
      egress,
      [way("203.0.113.0/33")],
      `services.scraper.egress[0].to: "203.0.113.0/33" · ${block}`,
    ],
    [
      "an address without a prefix",
      egress,
      [way("203.0.113.7")],
      `services.scraper.egress[0].to: "203.0.113.7" · ${block}`,
    ],
    [
      "addresses of the other family",
      egress,
      [way("::/0")],
      `services.scraper.egress[0].to: "::/0" · ${block}`,
    ],
    [
      "a way twice",
      egress,
      [way("203.0.113.0/24"), way("0.0.0.0/0"), { ...way("203.0.113.0/24"), why: "the same again" }],
      "services.scraper.egress[2]: 203.0.113.0/24 on 443, for the second time · each way once",
    ],
    [
      "none at all",
      egress,
      [],
      "services.scraper.egress: a list of 0 · a list of 1–20; each entry: a mapping with to, port, why",
    ],
  ]);

  it("may lead to the internet, to another network and to one block on two ports", () => {
    expect(
      saidOf(egress, [
        way("0.0.0.0/0"),
        way("10.21.0.0/16"),
        way("203.0.113.0/24", 8443),
        way("203.0.113.0/24", 9443),
        way("198.51.100.7/32"),
        way("255.255.255.255/32"),
      ]),
    ).toEqual([]);
  });
});
