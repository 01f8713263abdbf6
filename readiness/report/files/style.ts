/** The page's whole style, for light, dark and paper. */
export const style = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--text:#1d2330;--soft:#5b6577;--line:#dfe3ea;--good:#1f7a43;--bad:#b3261e;--doubt:#8a5a00;--good-wash:#e6f4ea;--bad-wash:#fce8e6;--doubt-wash:#fff3d6;--bar:#4a7fd4;--bar-soft:#b9cff2}
@media(prefers-color-scheme:dark){:root{--page:#12151b;--card:#1a1f28;--text:#e6e9ef;--soft:#9aa4b5;--line:#2d3542;--good:#6fd193;--bad:#ff8a80;--doubt:#f0c05a;--good-wash:#15301f;--bad-wash:#3a1a18;--doubt-wash:#352a10;--bar:#5f93e6;--bar-soft:#2c4370}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
main{max-width:1180px;margin:0 auto;padding:24px 20px 64px}
h1{font-size:22px;margin:0 0 4px}h2{font-size:20px;margin:0}h3{font-size:16px;margin:0 0 10px}
p{margin:0 0 10px}a{color:inherit}code{font:12.5px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.soft{color:var(--soft)}.good{color:var(--good)}.bad{color:var(--bad)}.doubt{color:var(--doubt)}
article{margin-top:28px}
section,.verdict{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:18px 20px;margin-top:14px}
.verdict{border-left:6px solid var(--good);display:flex;flex-wrap:wrap;gap:8px 24px;align-items:baseline}
.verdict.bad-one{border-left-color:var(--bad)}
.figures{display:flex;flex-wrap:wrap;gap:10px;margin-top:12px}
.figure{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:10px 16px;min-width:118px;flex:1}
.figure b{display:block;font-size:20px;line-height:1.3;white-space:nowrap}.figure span{color:var(--soft);font-size:13px}
nav{display:flex;flex-wrap:wrap;gap:4px 16px;margin-top:12px;font-size:14px}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13.5px}
th{text-align:left;font-weight:600;color:var(--soft);border-bottom:1px solid var(--line);padding:6px 12px 6px 0;vertical-align:bottom}
td{border-bottom:1px solid var(--line);padding:6px 12px 6px 0;vertical-align:top}
tbody tr:last-child td{border-bottom:0}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
td.code{white-space:nowrap}td.code code{overflow-wrap:normal}
.mark{display:inline-block;border-radius:999px;padding:0 9px;font-size:12.5px;font-weight:600}td .mark{white-space:nowrap}
.mark.good{background:var(--good-wash)}.mark.bad{background:var(--bad-wash)}.mark.doubt{background:var(--doubt-wash)}
.finding{border-top:1px solid var(--line);padding:12px 0}.finding:first-of-type{border-top:0;padding-top:0}
.finding ul{margin:4px 0 4px;padding-left:20px}.fix{color:var(--good)}
details{margin-top:10px}summary{cursor:pointer;color:var(--soft)}details>.wide,details>ul{margin-top:8px}
.bar{display:block;position:relative;height:8px;border-radius:4px;background:var(--line);min-width:120px;margin-top:6px}
.bar i{position:absolute;left:0;top:0;height:8px;border-radius:4px}.bar .most{background:var(--bar-soft)}.bar .least{background:var(--bar)}
.chain{display:flex;flex-wrap:wrap;gap:6px;list-style:none;padding:0;margin:0}
.chain li{background:var(--page);border:1px solid var(--line);border-radius:8px;padding:4px 10px;font-size:13px}.chain b{font-variant-numeric:tabular-nums}
.picture{overflow-x:auto}.picture svg{width:100%;min-width:760px;height:auto;display:block}
@media screen and (max-width:700px){.wide table{min-width:620px}}
@media print{:root{color-scheme:light;--page:#fff;--card:#fff}body{font-size:11px}main{max-width:none;padding:0}section,.verdict{border-radius:0;border-color:#bbb}section{break-inside:auto}tr,.finding,.figure{break-inside:avoid}article{break-before:page}article:first-of-type{break-before:auto}nav{display:none}.wide,.picture{overflow:visible}.picture svg{min-width:0}td.code{white-space:normal}::details-content{content-visibility:visible;display:block}}
`;
