import { z } from "zod";
import type { ClusterEvent } from "../../domain/terms/cluster-event";
import { clusterEventSchema } from "../../wire/shapes/cluster-event";

/** A page of events, as the API answers. */
export interface EventPage {
  readonly events: readonly ClusterEvent[];
  /** Of the latest event of all. */
  readonly lastId: string;
}

/** Its schema, as far as it is used here. */
export const eventPageSchema: z.ZodType<EventPage> = z
  .object({ events: z.array(clusterEventSchema), last_id: z.bigint() })
  .transform(({ events, last_id }) => ({ events, lastId: String(last_id) }));
