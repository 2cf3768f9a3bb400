import type { IncomingMessage } from "node:http";

import type { HttpOptions, RequestSettings } from "../routing/http-services";

/** Where settings are read from. */
type Settings = Pick<HttpOptions, "tokens" | "passwords" | "openProbes" | "limits">;

/** The settings of each request: read when the first guard asks for them, and the same for all that ask later. */
export class SettingsOfRequests {
  readonly #settings: Settings;
  readonly #read = new WeakMap<IncomingMessage, RequestSettings>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** The settings that this request is answered by. */
  of(request: IncomingMessage): RequestSettings {
    const known = this.#read.get(request);
    if (known !== undefined) return known;
    const settings = this.#now();
    this.#read.set(request, settings);
    return settings;
  }

  #now(): RequestSettings {
    const { limits, openProbes, passwords, tokens } = this.#settings;
    return { tokens: tokens(), passwords: passwords?.(), openProbes: openProbes?.() ?? true, limits };
  }
}
