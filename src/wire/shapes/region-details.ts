import { z } from "zod";
import type { RegionDetails } from "../../domain/terms/cluster-health";
import { expectation } from "../fields/expectation";
import { u64 } from "../fields/number-schemas";
import { optionalField } from "../fields/optional-field";
import { presentFields } from "../fields/present-fields";
import { reasonSchema, reasonToWire } from "./reason";
import { bool, oneOf, text } from "../fields/text-schemas";

/** The states of a region that tidalDB's own enum has. */
export const REGION_HEALTHS = ["Healthy", "Degraded", "Offline"] as const;

/** The same, and the one it lacks: nothing heard yet. */
export const REGION_STATUSES = [...REGION_HEALTHS, "Unknown"] as const;

const regionDetailsFields = {
  name: text("The region's name, or its number when the configuration gives it none."),
  state: oneOf(REGION_STATUSES, "The region's state; Unknown while nothing has been heard from it."),
  since_ns: u64("Nanoseconds since the Unix epoch, the exporter's clock: when the state last changed."),
  reasons: z
    .array(reasonSchema, { error: expectation("an array of reasons") })
    .meta({ description: "Why; empty when the region is Healthy." }),
  explained_by: optionalField(
    z.array(text("An incident's id."), { error: expectation("an array of incident ids") }).meta({
      description: "The incidents that explain what speaks against the region, worst first, by their ids.",
    }),
  ),
  is_explained: optionalField(
    bool("Whether incidents explain all that speaks against the region; true where nothing does."),
  ),
  announced_by: optionalField(
    z.array(text("The id of planned work."), { error: expectation("an array of ids of planned work") }).meta({
      description: "The planned work that covers the region as a whole, by its ids. Its state is what it is.",
    }),
  ),
};

/** A region's name, its state, since when, and why. */
export const regionDetailsSchema: z.ZodType<RegionDetails> = z
  .object(regionDetailsFields, { error: expectation("an object") })
  .transform((wire): RegionDetails => ({
    name: wire.name,
    state: wire.state,
    sinceNs: wire.since_ns,
    reasons: wire.reasons,
    ...presentFields({
      explainedBy: wire.explained_by,
      isExplained: wire.is_explained,
      announcedBy: wire.announced_by,
    }),
  }))
  .meta({ description: "A region's name, its state, since when, and why." });

/** A region's details as plain JSON. */
export function regionDetailsToWire(details: RegionDetails): Record<string, unknown> {
  return {
    name: details.name,
    state: details.state,
    since_ns: details.sinceNs,
    reasons: details.reasons.map(reasonToWire),
    ...presentFields({
      explained_by: details.explainedBy,
      is_explained: details.isExplained,
      announced_by: details.announcedBy,
    }),
  };
}
