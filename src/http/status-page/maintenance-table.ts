import type { ClusterSnapshot, RegionSnapshot } from "../../domain/terms/cluster-snapshot";
import type { RegionId } from "../../domain/terms/ids";
import type { Incident } from "../../domain/terms/incident";
import { maintenanceEndNs } from "../../domain/terms/maintenance-window";
import type { MaintenanceWindow } from "../../domain/terms/maintenance-window";
import { formatAge, formatTime } from "./format";
import { html } from "./html";
import type { Html } from "./html";
import { regionNaming } from "./region-naming";

/** Windows on the page: whoever announced more looks at the list of the API. */
const MAX_WINDOWS = 50;

/** The planned work that is in force: on what, by whom, why, and when it ends. Nothing where there is none. */
export function maintenanceSection(snapshot: ClusterSnapshot): Html | "" {
  const { maintenance = [], takenAtNs } = snapshot;
  if (maintenance.length === 0) return "";
  const nameOf = regionNaming(snapshot);
  const rows = maintenance.slice(0, MAX_WINDOWS).map((window) => windowRow(window, nameOf, takenAtNs));
  const hidden = maintenance.length - rows.length;
  return html`<section>
    <h2>Planned work</h2>
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">Work</th>
          <th scope="col">On</th>
          <th scope="col">By</th>
          <th scope="col">Why</th>
          <th scope="col">Ends</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${hidden > 0 ? html`<p>And ${hidden} more, all in /api/v1/maintenance.</p>` : ""}
  </section>`;
}

/** Which planned work explains an incident; nothing where none does. */
export function announcedNote({ announced }: Incident): Html | "" {
  if (announced === undefined) return "";
  const until = formatTime(announced.untilNs);
  return html`<br />Announced by ${announced.windowIds.join(", ")}, until
    <time datetime="${until}">${until}</time>: it pages nobody before.`;
}

/** A word beside the state of a region that planned work covers; the state is what it is. */
export function announcedMark({ announcedBy = [] }: RegionSnapshot): Html | "" {
  return announcedBy.length === 0 ? "" : html`<br /><span class="muted">announced</span>`;
}

function windowRow(
  window: MaintenanceWindow,
  nameOf: (regionId: RegionId) => string,
  takenAtNs: bigint,
): Html {
  const { id, by, reason, leaseUntilNs } = window;
  const end = formatTime(maintenanceEndNs(window));
  const left = formatAge(takenAtNs, maintenanceEndNs(window));
  return html`<tr>
    <th scope="row">${id}</th>
    <td class="name" data-label="On">${subjectOf(window, nameOf)}</td>
    <td class="name" data-label="By">${by}</td>
    <td class="name" data-label="Why">${reason}</td>
    <td data-label="Ends">
      <time datetime="${end}">${end}</time><br /><span class="muted"
        >in ${left}${leaseUntilNs === undefined ? "" : " unless it is renewed"}</span
      >
    </td>
  </tr> `;
}

function subjectOf({ regionId, shardId }: MaintenanceWindow, nameOf: (regionId: RegionId) => string): string {
  if (shardId === undefined) return regionId === undefined ? "" : nameOf(regionId);
  return regionId === undefined ? `shard ${shardId}` : `shard ${shardId} in ${nameOf(regionId)}`;
}
