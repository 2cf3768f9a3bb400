import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
/** Limits the large answers other than scrapes that are being sent at a time, so that they take no place of a scrape. */
export declare function limitAnswers(services: Pick<HttpServices, "limits" | "refusals">): Guard;
