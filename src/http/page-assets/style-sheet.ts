/** The page's own style sheet. Allowed by its hash in the Content-Security-Policy, so it stands in the page exactly like this. */
export const STYLE_SHEET = `
:root { color-scheme: light dark; --page: #fff; --text: #1f2328; --line: #8884; --soft: #8881; --muted: #59636e; --link: #0969da; --good: #1a7f37; --close: #9a6700; --bad: #cf222e; --none: #57606a; --bad-soft: #ffebe9; --close-soft: #fff8c5; }
@media (prefers-color-scheme: dark) { :root { --page: #0d1117; --text: #e6edf3; --muted: #9aa4af; --link: #58a6ff; --good: #3fb950; --close: #d29922; --bad: #ff7b72; --none: #8b949e; --bad-soft: #3c1618; --close-soft: #2e2408; } }
body { background: var(--page); color: var(--text); font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 90rem; padding: 1rem 1.25rem 3rem; }
a { color: var(--link); }
h1 { font-size: 1.4rem; margin: .2rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; }
article h1 { margin-top: 1.8rem; }
p { margin: .3rem 0; }
section:empty { display: none; }
.muted { color: var(--muted); }
.scroll { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .5rem; text-align: left; vertical-align: top; }
th { font-weight: 600; white-space: nowrap; }
td.number, th.number { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
time { white-space: nowrap; }
td.name, th[scope=row], .marks a { overflow-wrap: anywhere; unicode-bidi: isolate; }
td.name, tbody th[scope=row] { min-width: 7rem; white-space: normal; }
td.reasons { min-width: 13rem; }
td.lags { min-width: 14rem; }
td.counts { min-width: 6rem; }
td time { font-size: .8em; }
ul.routes { list-style: none; padding: 0; }
ul.routes li { border-bottom: 1px solid var(--line); overflow-wrap: anywhere; padding: .2rem 0; }
ul { margin: 0; padding-left: 1.1rem; }
dl { display: flex; flex-wrap: wrap; gap: .4rem 2rem; margin: .8rem 0 0; }
dt { color: var(--muted); font-size: .85rem; }
dd { font-size: 1.15rem; font-variant-numeric: tabular-nums; margin: 0; }
div.bad dd { color: var(--bad); font-weight: 700; }
.state { border-radius: .3rem; color: #fff; display: inline-block; font-weight: 600; padding: 0 .5rem; white-space: nowrap; }
.healthy { background: #1a7f37; fill: #2da44e; }
.degraded { background: #9a6700; fill: #d4a72c; }
.offline { background: #cf222e; fill: #cf222e; }
.unknown, .pending { background: #57606a; fill: #8c959f; }
.healthy-edge { border-color: var(--good); }
.degraded-edge { border-color: var(--close); }
.offline-edge { border-color: var(--bad); }
.unknown-edge { border-color: var(--none); }
.banner { background: var(--soft); border-left-style: solid; border-left-width: .5rem; padding: .5rem 1rem; }
.said-first { font-size: 1.15rem; }
.notice { background: var(--soft); border-left: .3rem solid #9a6700; padding: .5rem .8rem; }
ul.marks { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; margin: .6rem 0 0; padding: 0; }
ul.marks a { border-left-style: solid; border-left-width: .4rem; background: var(--soft); color: inherit; display: inline-block; padding: .15rem .6rem; text-decoration: none; }
ul.marks a:hover { text-decoration: underline; }
ol.incidents { list-style: none; margin: 0; padding: 0; }
ol.incidents > li { background: var(--soft); border-left: .3rem solid #9a6700; margin: .4rem 0; overflow-wrap: anywhere; padding: .5rem .8rem; }
ol.incidents > li.urgent { border-color: #cf222e; }
ol.incidents strong { font-size: 1.05rem; }
.todo { white-space: nowrap; }
ol.events { list-style: none; margin: 0; padding: 0; }
ol.events li { border-bottom: 1px solid var(--line); overflow-wrap: anywhere; padding: .2rem 0; }
td.reasons p { margin: 0 0 .3rem; overflow-wrap: anywhere; }
.spark { display: block; height: 24px; margin: .2rem 0 0 auto; width: 84px; }
.spark path { fill: none; stroke: currentColor; stroke-linecap: round; stroke-width: 1.2; vector-effect: non-scaling-stroke; }
.spark path.hour { stroke: var(--line); stroke-width: 1; }
rect.hour { fill: var(--line); }
.strip { height: 6px; margin: .4rem 0 0; }
table.matrix { width: auto; }
.matrix th { max-width: 9rem; min-width: 4rem; overflow-wrap: anywhere; unicode-bidi: isolate; white-space: normal; }
.lag.bad { background: var(--bad-soft); color: var(--bad); font-weight: 700; }
.lag.close { background: var(--close-soft); }
.said { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px; }
.filter { align-items: center; display: flex; flex-wrap: wrap; gap: .4rem 1rem; margin: .4rem 0; }
.filter select, .filter input, button { font: inherit; max-width: 16rem; }
.pager a, .pager span { margin-right: .6rem; }
.live { float: right; margin: .4rem .6rem 0 0; padding: .1rem .5rem; position: sticky; top: 0; z-index: 1; }
.live { background: var(--page); border: 1px solid var(--line); border-radius: .3rem; }
.stale .live { background: #cf222e; color: #fff; }
.stale header, .stale main { opacity: .75; }
.skip { left: -100rem; position: absolute; }
.skip:focus { background: var(--page); left: 1rem; top: 0; z-index: 2; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
:target { scroll-margin-top: 2.5rem; }
code { font-size: .95em; }
.now { border-left: .3rem solid var(--link); margin: .4rem 0 .6rem; overflow-wrap: anywhere; padding: .1rem .8rem; }
pre { background: var(--soft); margin: .4rem 0; overflow-x: auto; padding: .5rem .8rem; }
@media (max-width: 40rem) { body { font-size: 16px; padding: .5rem .6rem 2rem; } h1 { font-size: 1.25rem; } th, td { padding: .35rem .4rem; } dl { gap: .3rem 1.2rem; } .live { float: none; margin: 0 0 .3rem; text-align: right; } .matrix th { min-width: 3rem; } .matrix td.number { white-space: normal; } .matrix th[scope=row], .matrix thead tr > :first-child { background: var(--page); left: 0; position: sticky; } }
@media screen and (max-width: 40rem) { .cards, .cards tbody, .cards tr, .cards td, .cards tbody th { display: block; } .cards thead { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px; } .cards.sorted thead, .cards.sorted thead tr { clip-path: none; display: flex; flex-wrap: wrap; height: auto; overflow: visible; position: static; width: auto; } .cards.sorted thead th { border: 0; } .cards tbody tr { border: 1px solid var(--line); border-radius: .3rem; margin: .5rem 0; padding: .3rem .6rem; } .cards td, .cards tbody th { border: 0; min-width: 0; padding: .1rem 0; text-align: left; white-space: normal; } .cards td { overflow-wrap: anywhere; } .cards td[data-label] { min-height: 1.45em; padding-left: 8.5rem; position: relative; } .cards td[data-label]::before { color: var(--muted); content: attr(data-label); left: 0; position: absolute; } .cards .spark { margin-left: 0; } .cards.sorted tbody tr { column-gap: .8rem; display: grid; grid-template-columns: 1fr 1fr; } .cards.sorted td[data-label] { padding-left: 0; } .cards.sorted td[data-label]::before { content: attr(data-label) " "; position: static; } .cards.sorted td.lags { grid-column: 1 / -1; } }
@page { margin: 12mm; }
@media print { body { font-size: 8.5pt; max-width: none; padding: 0; } .live, .skip, .filter, .pager a, .pager .muted, nav { display: none; } .scroll { overflow: visible; } .state { background: none; border: 1px solid; color: #000; padding: 0 .2rem; } details > * { display: block; } th, td { padding: .15rem .25rem; } th, td, time { white-space: normal; } td.name, tbody th[scope=row] { min-width: 0; } .matrix td.number { white-space: normal; } td.reasons, td.lags, td.counts { min-width: 0; } .spark { width: 56px; } tr, li { break-inside: avoid; } h2 { break-after: avoid; } }
`;
