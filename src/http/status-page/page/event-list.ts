import type { EventLog } from "../../../domain/history/event-log";
import { formatCount, formatTime } from "../format";
import { html } from "../html";
import type { Html } from "../html";

/** Events on the page; the API has all that are kept. */
const MAX_EVENTS = 25;

/** What happened lately, the latest first. Without any words that change by themselves: each is a time and a title. */
export function eventList(log: Pick<EventLog, "events"> | undefined): Html {
  const events = log?.events ?? [];
  if (events.length === 0) return html`<p class="muted">Nothing has happened yet.</p>`;
  const shown = events.slice(-MAX_EVENTS).reverse();
  const hidden = events.length - shown.length;
  return html`<ol class="events">
      ${shown.map(({ id, atNs, kind, title }) => {
        const time = formatTime(atNs);
        return html`<li id="event-${id}">
          <time datetime="${time}">${time}</time> ${kindMark(kind, title)}${title}
        </li> `;
      })}
    </ol>
    ${hidden > 0 ? html`<p class="muted">And ${formatCount(hidden)} before, all in /api/v1/events.</p>` : ""}`;
}

/** Nothing where the title begins with the same words. */
function kindMark(kind: string, title: string): Html | "" {
  const words = kind.replaceAll("_", " ");
  return title.startsWith(words) ? "" : html`<span class="muted">${words}</span> `;
}
