import type { Route } from "../../routing/route";
import { html } from "../html";
import type { Html } from "../html";
import { pageFrame } from "../page-frame";
import { choiceQuery } from "./replica-choice";
import type { ReplicaChoice } from "./replica-choice";
import type { StatusPart } from "./status-parts";

/** Seconds between two looks at the cluster without a script; a region is Offline after 30 s, so nothing is missed for long. */
const REFRESH_SECONDS = 5;

/** What the page shows. */
export interface StatusPageInput {
  readonly title: string;
  /** Its parts, as they are at the moment. */
  readonly parts: Readonly<Record<StatusPart, Html | "">>;
  readonly replicas: Html;
  readonly choice: ReplicaChoice;
  readonly routes: readonly Route[];
  /** What comes before every route's path in a link. Relative: behind a proxy nobody here knows how a path begins. */
  readonly basePath: string;
  readonly version: string;
}

/** The page for people: one document without anything to load. It shows all without its script, which only keeps it up to date. */
export function renderStatusPage({
  title,
  parts,
  replicas,
  choice,
  routes,
  basePath,
  version,
}: StatusPageInput): string {
  const body = html`<a class="skip" href="#wrong">To what is wrong</a>
    <aside id="live" class="live" aria-label="Updates" data-base="${basePath}">
      <span>Refreshed every ${REFRESH_SECONDS} s</span> <button type="button" hidden>Pause</button>
    </aside>
    <header id="headline" data-part>${parts.headline}</header>
    <main>
      ${section("wrong", parts.wrong)}${section("work", parts.work)}${section("regions", parts.regions)}
      ${section("links", parts.links)}${section("figures", parts.figures)}
      <section>
        <h2>Replicas</h2>
        <div id="replicas" data-part data-query="${choiceQuery(choice)}">${replicas}</div>
      </section>
      ${section("events", parts.events)}${section("neighbours", parts.neighbours)}
    </main>
    <nav aria-labelledby="interface">
      <h2 id="interface">Interface</h2>
      <ul class="routes">
        ${routes.map((route) => routeRow(route, basePath))}
      </ul>
    </nav>
    <footer><p class="muted">tidaldb-exporter ${version}</p></footer>`;
  return pageFrame({ title, refreshSeconds: REFRESH_SECONDS, isLive: true, body });
}

function section(part: StatusPart, content: Html | ""): Html {
  return html`<section id="${part}" data-part>${content}</section> `;
}

/** Links to what a browser can simply open; the rest is named. */
function routeRow({ method, path, summary }: Route, basePath: string): Html {
  const canBeOpened = method === "GET" && !path.includes("{") && path !== "/api/v1/route";
  const target = canBeOpened ? html`<a href="${basePath}${path}">${path}</a>` : html`<code>${path}</code>`;
  return html`<li><code>${method}</code> ${target} <span class="muted">${withCode(summary)}</span></li> `;
}

/** What stands between backticks is code, as in the OpenAPI document. */
function withCode(text: string): readonly (Html | string)[] {
  return text.split("`").map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece));
}
