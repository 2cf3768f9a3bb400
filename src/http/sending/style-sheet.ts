/** The page's own style sheet. Allowed by its hash in the Content-Security-Policy, so it stands in the page exactly like this. */
export const STYLE_SHEET = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --muted: #777; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 76rem; padding: 1rem 1.25rem 3rem; }
h1 { font-size: 1.4rem; margin: .2rem 0; }
h2 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; }
p { margin: .3rem 0; }
.muted { color: var(--muted); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
th { font-weight: 600; white-space: nowrap; }
td.number, th.number { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
time, td.name { white-space: nowrap; }
td.reasons { min-width: 18rem; }
ul { margin: 0; padding-left: 1.1rem; }
dl { display: flex; flex-wrap: wrap; gap: .4rem 2rem; margin: .8rem 0 0; }
dt { color: var(--muted); font-size: .85rem; }
dd { font-size: 1.15rem; font-variant-numeric: tabular-nums; margin: 0; }
.state { border-radius: .3rem; color: #fff; display: inline-block; font-weight: 600; padding: 0 .5rem; white-space: nowrap; }
.healthy { background: #1a7f37; }
.degraded { background: #9a6700; }
.offline { background: #cf222e; }
.unknown, .pending { background: #57606a; }
.notice { background: var(--soft); border-left: .3rem solid #9a6700; padding: .5rem .8rem; }
ol.incidents { list-style: none; margin: 0; padding: 0; }
ol.incidents li { background: var(--soft); border-left: .3rem solid #9a6700; margin: .4rem 0; overflow-wrap: anywhere; padding: .5rem .8rem; }
ol.incidents li.urgent { border-color: #cf222e; }
td.reasons p { margin: 0 0 .3rem; overflow-wrap: anywhere; }
code { font-size: .95em; }
pre { background: var(--soft); margin: .4rem 0; overflow-x: auto; padding: .5rem .8rem; }
`;
