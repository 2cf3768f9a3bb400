import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
/** Limits the scrapes that are being answered at a time, as the Go client library's exporters do. */
export declare function limitScrapes(services: Pick<HttpServices, "limits" | "refusals">): Guard;
