import type { WebConfigLoad } from "../../web-config/load-web-config";
/**
 * Loads a web configuration as {@link loadWebConfig} does, and goes on with everything else meanwhile: thousands of users
 * take a second to read.
 *
 * @param path as the operator gave it; problems repeat it.
 */
export declare function loadWebConfigAside(path: string): Promise<WebConfigLoad>;
