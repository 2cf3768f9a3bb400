import { z } from "zod";
import type { Incident } from "../../domain/terms/incident";
/** One fault that explains evidence: what is broken, since when, and how bad it is. */
export declare const incidentSchema: z.ZodType<Incident>;
/** An incident as plain JSON. */
export declare function incidentToWire(incident: Incident): Record<string, unknown>;
