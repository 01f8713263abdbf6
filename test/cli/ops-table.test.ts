import { expect, it } from "vitest";
import { columns, liveTable } from "../../cli/commands/ops-table.ts";

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { written, isTTY, columns: 21, write: (text: string) => written.push(text) > 0 };
}

it("a table is drawn over the one before on a terminal, and cut to its width", () => {
  const on = screen(true);
  const table = liveTable(on);
  table.draw(["one", "a line that is longer"]);
  table.draw(["two"]);
  expect(on.written).toEqual([
    "\r\x1b[2Kone\n\r\x1b[2Ka line that is longe\n\x1b[0J",
    "\x1b[2A\r\x1b[2Ktwo\n\x1b[0J",
  ]);
});

it("a log gets one table a minute", () => {
  const log = screen(false);
  const table = liveTable(log);
  table.draw(["one"]);
  table.draw(["two"]);
  expect(log.written).toEqual([expect.stringMatching(/^\d{4}-.*Z\none\n$/)]);
});

it("cells stand below one another", () => {
  expect(
    columns([
      ["", "requests"],
      ["api", "7"],
    ]),
  ).toEqual(["     requests", "api  7"]);
});
