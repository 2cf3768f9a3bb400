import type { RegionSnapshot } from "../../domain/terms/cluster-snapshot";
import type { RegionId } from "../../domain/terms/ids";
import { reasonGroups } from "../../domain/views/reason-groups";
import { formatCount } from "./format";
import { html } from "./html";
import type { Html } from "./html";
import { reasonGroupSentence } from "./reason-sentence";

/** Sentences shown per region; each is about all shards that it is true of. */
const MAX_SENTENCES = 10;

/** Shards that are looked at to name them. */
const MAX_SHARDS = 1_000;

/** Why a region is in its state, a sentence for all shards of which the same is true; of many sentences the first. */
export function reasonList(reasons: RegionSnapshot["reasons"], nameOf: (regionId: RegionId) => string): Html {
  const groups = reasonGroups(reasons, MAX_SHARDS);
  const shown = groups
    .slice(0, MAX_SENTENCES)
    .map((group) => html`<li>${reasonGroupSentence(group, nameOf)}</li>`);
  const hidden = groups.slice(MAX_SENTENCES).reduce((sum, { count }) => sum + count, 0);
  const rest =
    hidden > 0 ? html`<li class="muted">and ${formatCount(hidden)} more, see /health.json</li>` : "";
  return html`<ul>
    ${shown}${rest}
  </ul>`;
}
