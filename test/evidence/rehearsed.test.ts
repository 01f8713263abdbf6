import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EvidenceFolder } from "../../evidence/folder.ts";
import { keptAt } from "../../evidence/told.ts";
import { answering } from "../cli/answering.ts";
import { draft } from "./drafts.ts";

describe("a rehearsal", () => {
  it("is said to be one where a record is written down", () => {
    const at = "/records/shop-staging/";
    const by = "arn:aws:iam::444455556666:user/ada";
    expect([
      keptAt(at, { by, sequence: 1, through: {} }),
      keptAt(at, { by, sequence: 2, through: { api: "http://127.0.0.1:8000" } }),
      keptAt(at, { by: "local:ada", sequence: 3, through: {} }),
    ]).toEqual([
      "written down: /records/shop-staging/00000001.json",
      "written down as a rehearsal: /records/shop-staging/00000002.json",
      "written down as a rehearsal: /records/shop-staging/00000003.json",
    ]);
  });

  it("is said to be one wherever records are listed", { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "golive-rehearsed-"));
    try {
      const store = new EvidenceFolder(folder, "prospector-staging");
      await store.append(draft({ stack: "prospector-staging", by: "arn:aws:iam::444455556666:user/ada" }));
      await store.append(
        draft({ stack: "prospector-staging", through: { api: "http://127.0.0.1:8000" }, result: "failed" }),
      );

      const listed = await answering(["ops", "evidence", "list", "staging", "--evidence", folder]);
      expect(listed).toEqual({
        status: 0,
        stdout: [
          "✔ 1  2026-11-20 10:01Z  smoke  aaaaaaaaaaaa  arn:aws:iam::444455556666:user/ada",
          "      12 steps of 12",
          "✘ 2  2026-11-20 10:01Z  smoke  aaaaaaaaaaaa  local:ada  a rehearsal",
          "      12 steps of 12",
          "",
        ].join("\n"),
        stderr: "",
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
