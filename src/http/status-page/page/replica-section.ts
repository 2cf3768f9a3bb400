import type { ClusterSnapshot, RegionSnapshot } from "../../../domain/terms/cluster-snapshot";
import { replicaPage } from "../../../domain/views/replica-page";
import type { ReplicaQuery } from "../../../domain/views/replica-page";
import { findRegion } from "../../routing/find-region";
import { formatCount } from "../format";
import { html } from "../html";
import type { Html } from "../html";
import { choiceQuery, CHOSEN_STATES, isDescending, sortName, USUAL_CHOICE } from "./replica-choice";
import type { ReplicaChoice } from "./replica-choice";
import { replicaTable } from "./replica-table";

/** Rows of a page: what a person looks through. */
const PAGE_ROWS = 50;

/** Regions that can be picked from a list; more are typed. */
const MAX_OPTIONS = 200;

/** The replicas that were chosen, a page of them, and what chooses others. In steps. */
export function* replicaSection(
  snapshot: ClusterSnapshot,
  choice: ReplicaChoice,
): Generator<undefined, Html> {
  const { replicas, regions, takenAtNs } = snapshot;
  if (replicas.length === 0) return html`<p class="muted">No replica is known yet.</p>`;
  const form = filterForm(regions, choice);
  const region = choice.region === undefined ? undefined : findRegion(regions, choice.region);
  if (choice.region !== undefined && region === undefined) {
    return html`${form}
      <p class="notice">No region is called ${choice.region}, and none has that number.</p>`;
  }
  const query: Omit<ReplicaQuery, "offset"> = {
    state: choice.state,
    regionId: region?.regionId,
    shardId: choice.shardId,
    sortBy: choice.sortBy,
    isDescending: isDescending(choice),
    limit: PAGE_ROWS,
  };
  const asked = yield* replicaPage(replicas, { ...query, offset: (choice.page - 1) * PAGE_ROWS });
  const pages = Math.max(1, Math.ceil(asked.found / PAGE_ROWS));
  const page = Math.min(choice.page, pages);
  const found =
    page === choice.page ? asked : yield* replicaPage(replicas, { ...query, offset: (page - 1) * PAGE_ROWS });
  const pager = pagerOf({ ...choice, page }, pages, found.found, replicas.length);
  if (found.found === 0) return html`${form}${pager}`;
  yield;
  return html`${form}${pager}${replicaTable(found.replicas, takenAtNs, { ...choice, page })}`;
}

/** Sent by a click without a script. */
function filterForm(regions: readonly RegionSnapshot[], choice: ReplicaChoice): Html {
  const { state, shardId, sortBy, isReversed } = choice;
  const order =
    sortBy === USUAL_CHOICE.sortBy && !isReversed
      ? ""
      : html`<input type="hidden" name="sort" value="${sortName(sortBy, isReversed)}" />`;
  return html`<form
    id="filter"
    class="filter"
    method="get"
    action="#replicas"
    role="search"
    aria-label="Replicas"
  >
    ${order}
    <label
      >State
      <select name="state">
        ${[undefined, ...CHOSEN_STATES].map((each) => option(each ?? "", each ?? "all", each === state))}
      </select></label
    >
    ${regionField(regions, choice)}
    <label
      >Shard
      <input
        name="shard"
        inputmode="numeric"
        pattern="\\s*[0-9]+\\s*"
        title="a number from 0 to 65535"
        size="6"
        maxlength="7"
        value="${shardId ?? ""}"
    /></label>
    <button>Show</button>
    <a href="?#replicas" data-choice>all, worst first</a>
  </form>`;
}

function regionField(regions: readonly RegionSnapshot[], { region = "" }: ReplicaChoice): Html {
  if (regions.length > MAX_OPTIONS) {
    return html`<label>Region <input name="region" size="14" maxlength="200" value="${region}" /></label>`;
  }
  const chosen = findRegion(regions, region);
  return html`<label
    >Region
    <select name="region">
      ${option("", "all", region === "")}
      ${regions.map((each) => option(each.name, each.name, each === chosen))}
      ${region !== "" && !chosen ? option(region, region, true) : ""}
    </select></label
  >`;
}

function option(value: string, text: string, isSelected: boolean): Html {
  return html`<option value="${value}" ${isSelected ? html` selected` : ""}>${text}</option> `;
}

/** Which of how many are shown, and what leads to the others. */
function pagerOf(choice: ReplicaChoice, pages: number, found: number, total: number): Html {
  const { page } = choice;
  const first = (page - 1) * PAGE_ROWS + 1;
  const last = Math.min(found, page * PAGE_ROWS);
  const range =
    found === 0
      ? "No replica is like that"
      : `${formatCount(first)} to ${formatCount(last)} of ${formatCount(found)}`;
  const among = found < total ? `, of ${formatCount(total)} in all` : "";
  const to = (target: number, text: string): Html =>
    target === page || target < 1 || target > pages
      ? html`<span class="muted">${text}</span> `
      : html`<a href="${choiceQuery({ ...choice, page: target })}#replicas" data-choice>${text}</a> `;
  return html`<p class="pager">
    <span>${range}${among}.</span>
    ${pages > 1 ? [to(1, "first"), to(page - 1, "previous"), to(page + 1, "next"), to(pages, "last")] : ""}
  </p>`;
}
