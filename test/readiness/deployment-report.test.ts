import { describe, expect, it } from "vitest";
import { chartSvg } from "../../readiness/report/deployment/chart.ts";
import { loadCharts, watchCharts } from "../../readiness/report/deployment/facts.ts";
import { deploymentHtml } from "../../readiness/report/deployment/html.ts";
import { deploymentMarkdown } from "../../readiness/report/deployment/markdown.ts";
import { deployment, goLive, points, seconds, shownRecord } from "./deployments.ts";

const slo = { p95Ms: 250, errorPercent: 0.5, availabilityPercent: 99.9 };

describe("the charts of a deployment report", () => {
  it("show both groups of each service, with the objective that they are held to", () => {
    const [slow, failing, ...others] = watchCharts(points, "over 60m", slo);
    expect(others).toEqual([]);
    expect(slow).toMatchObject({
      title: "api, over 60m: 95 % of answers",
      unit: "ms",
      limit: { at: 250, says: "objective: 250 ms" },
    });
    expect(slow?.lines.map(({ name, points: all }) => [name, all.length])).toEqual([
      ["blue", 60],
      ["green", 60],
    ]);
    expect(failing?.lines[0]?.points[12]?.value).toBeCloseTo((100 * 4) / 2400);
    expect(failing?.lines[0]?.points[40]?.value).toBeNull();
  });

  it("are none where nothing was asked, and of what is no series", () => {
    const idle = {
      groups: [{ service: "api", group: "blue", points: [{ at: "2026", asked: 0, failed: 0, p95Ms: null }] }],
    };
    expect(watchCharts(idle, "over 60m", slo)).toEqual([]);
    expect(watchCharts({ groups: "?" }, "over 60m", slo)).toEqual([]);
    expect(loadCharts({ rate: 60, seconds: [] }, shownRecord().record, slo)).toEqual([]);
  });

  it("show a trial under load second by second, from when it began", () => {
    const [chart] = loadCharts(seconds, shownRecord({ kind: "soak" }).record, slo);
    expect(chart?.title).toBe("soak of 60 requests a second: 95 % of answers");
    expect(chart?.lines[0]?.points[7]?.at).toBe("2026-11-21T10:00:07.000Z");
  });

  it("are drawn as pictures without a script", async () => {
    const [chart] = watchCharts(points, "over 60m", slo);
    if (!chart) throw new Error("no chart");
    const svg = await chartSvg(chart);
    expect(svg).toMatch(/^<svg /);
    expect(svg).not.toContain("<script");
    for (const words of ["blue", "green", "objective: 250 ms", "api, over 60m: 95 % of answers"])
      expect(svg).toContain(words);
  });
});

describe("the deployment report (K06)", () => {
  it("moves no cursor and makes no cell of what a record says", () => {
    const says = "all \u001b[2Jwell\r | ✔ passed\u009b31m\u0007 <b>now</b>";
    const commit = "3f1c\u001b[1A";
    const text = deploymentMarkdown({ ...deployment(), commit, records: [shownRecord({ says })] }, []);

    expect(text).toContain("| all well \\| ✔ passed &lt;b>now&lt;/b> |");
    expect(text).toContain("- Commit: 3f1c\n");
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it("says the verdict first, what is missing with its command, and every requirement", () => {
    const text = deploymentMarkdown(deployment(), ["chart-1.svg", "chart-2.svg", "chart-3.svg"]);
    expect(text.split("\n")[0]).toBe("# shop · production: NO-GO");
    expect(text).toContain("- Release: 3d2f9a0c7b1e\n");
    expect(text).toContain("`./golive ops soak production --yes`");
    expect(text).toContain("![api, over 60m: answers that are 5xx](chart-2.svg)");
    expect(text).toMatch(/^\| G12 .*\| ✔ proven \| – not asked \| ✔ proven \|$/m);
    expect(text).toMatch(/^\| K18 .*\| \? not proven \|$/m);
    expect(text).toMatch(/error-test \| ✘ failed \| the tracker &lt;refused> it/);
  });

  it("says so where nothing was measured, and where the records are not sound", () => {
    const broken = goLive({ evidence: { at: "/records", head: null, flaws: ["record 3 was changed"] } });
    const text = deploymentMarkdown(deployment({ charts: [], goLive: broken }), []);
    expect(text).toContain("Nothing was measured");
    expect(text).toContain("- Evidence: /records: not sound: record 3 was changed");
  });

  it("says how much of it was a rehearsal, and nothing where none was", () => {
    const records = [shownRecord(), shownRecord({ through: { api: "http://127.0.0.1:8000" } })];
    const words = "- A rehearsal: 1 of 2 records asked elsewhere than at the services' own hosts\n";
    expect(deploymentMarkdown(deployment({ records }), [])).toContain(words);
    expect(deploymentMarkdown(deployment({ records: records.slice(0, 1) }), [])).not.toContain("A rehearsal");
  });

  it("is a page of its own: nothing from elsewhere, nothing unescaped", async () => {
    const shown = deployment();
    const page = deploymentHtml(shown, await Promise.all(shown.charts.map(chartSvg)));
    expect(page).toContain("✘ NO-GO");
    expect(page).toContain("1 of 3 requirements proven at every tier that counts · 1 missing");
    expect(page).toContain("the tracker &lt;refused&gt; it");
    expect(page).not.toMatch(/<refused>|<real>|<script|src=|@import|url\(http/);
    expect(page.match(/<svg /g)).toHaveLength(3);
  });
});
