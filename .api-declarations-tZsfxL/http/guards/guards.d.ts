import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
import type { Route } from "../routing/route";
/**
 * What requests pass before they reach a route: the only place that says so, for express and for what is answered without
 * it. One for both, because some guards count.
 */
export declare class Guards {
    #private;
    /** Those of every request, also of one that no route is found for. */
    readonly ofAll: readonly Guard[];
    constructor(services: HttpServices);
    /** Those of one route besides, cheapest first; nothing of a body is read before all of them have been passed. */
    of(route: Route): readonly Guard[];
}
