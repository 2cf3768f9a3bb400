import type { RegionStatus } from "../../domain/terms/cluster-health";
import type { ReplicaState } from "../../domain/terms/cluster-snapshot";
import { html } from "./html";
import type { Html } from "./html";

/** A state as a coloured word; the word alone says it, for those who do not see the colour. */
export function stateBadge(state: RegionStatus | ReplicaState): Html {
  return html`<span class="state ${state.toLowerCase()}">${state}</span>`;
}
