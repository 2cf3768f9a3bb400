import type { WebConfigLoad, WebConfigResult } from "../web-config/load-web-config";
import type { WebConfig } from "../web-config/web-config";
/** A web configuration that was loaded without problems. */
export type LoadedWebConfig = Extract<WebConfigResult, {
    readonly ok: true;
}>;
/**
 * Holds the web configuration that is in force and reads it again, when told to and when its files have changed. One with
 * problems changes nothing. What a new one means for the running program is for the caller to carry out.
 */
export declare class WebConfigReloader {
    #private;
    /**
     * @param path of the file, as the operator gave it.
     * @param initial what the program started with.
     */
    constructor(path: string, initial: WebConfigLoad & {
        readonly result: LoadedWebConfig;
    });
    /** The last configuration without problems. */
    get current(): WebConfig;
    /** Whether what was last found in the files is in force; true before anything changed. */
    get lastReloadSuccessful(): boolean;
    /** Reads the files again, whether they have changed or not. */
    reload(): Promise<WebConfigResult>;
    /**
     * Looks whether the files have changed, and loads them when they have. A change counts when two looks in a row find the
     * same: the first may fall between the two files of a key pair, or into the middle of a write.
     *
     * @returns undefined when there is nothing new.
     */
    reloadIfChanged(): Promise<WebConfigResult | undefined>;
}
