import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import type { WebConfigResult } from "../../web-config/load-web-config";
import { NO_WEB_CONFIG } from "../../web-config/web-config";
import type { TlsConfig, WebConfig, WebUser } from "../../web-config/web-config";
import type { WebConfigReloader } from "../../reload/web-config-reloader";
import type { Scope } from "../../http/access/access-rules";
import type { IngestNarrowing } from "../../http/access/ingest-area";
import type { PasswordAccess } from "../../http/access/passwords/password-access";
import { PasswordChecks } from "../../http/access/passwords/password-checks";
import { logProblems } from "../logging/log-problems";

/** What is known about the web configuration, for the metrics. */
export interface WebConfigStatus {
  /** Undefined without a web configuration. */
  readonly webConfigReloadSuccessful: boolean | undefined;
  /** When the first certificate that is served ends, in milliseconds since the epoch; undefined without TLS. */
  readonly certificateExpiresAtMs: number | undefined;
}

/** The web configuration in the running program: what encrypts its connections, and who has a password. */
export class WebSecurity {
  readonly #reloader: WebConfigReloader | undefined;
  readonly #grants: () => ReadonlyMap<string, readonly Scope[]>;
  readonly #narrowings: () => ReadonlyMap<string, IngestNarrowing>;
  readonly #logger: Logger;
  #users: readonly WebUser[] = [];
  #passwords: PasswordAccess | undefined;

  /**
   * @param reloader undefined when there is no web configuration: nothing is encrypted, and nobody has a password.
   * @param grants what users may do, by name; asked on every request. Who has a password and is not named may scrape, as with
   * every other exporter that reads the same file.
   * @param narrowings what scope `ingest` of a user is narrowed to, by name; asked on every request.
   */
  constructor(
    reloader: WebConfigReloader | undefined,
    grants: () => ReadonlyMap<string, readonly Scope[]>,
    logger: Logger,
    narrowings: () => ReadonlyMap<string, IngestNarrowing> = () => new Map(),
  ) {
    this.#narrowings = narrowings;
    this.#reloader = reloader;
    this.#grants = grants;
    this.#logger = logger;
    this.#take();
    if (this.#config.asksForHttp2) {
      logger.warn(
        "http_server_config.http2: HTTP/2 is not served; clients get HTTP/1.1, which all of them speak",
      );
    }
    this.#warnOfMissingPasswords();
  }

  /** How connections are encrypted now. */
  get tls(): TlsConfig | undefined {
    return this.#config.tls;
  }

  /** Who has a password now. */
  get passwords(): PasswordAccess | undefined {
    return this.#passwords;
  }

  /** Headers of every answer; the same object until they change. */
  get headers(): WebConfig["headers"] {
    return this.#config.headers;
  }

  get status(): WebConfigStatus {
    return {
      webConfigReloadSuccessful: this.#reloader?.lastReloadSuccessful,
      certificateExpiresAtMs: this.tls?.expiresAtMs,
    };
  }

  /** Reads the files again. Problems change nothing and are logged. */
  async reload(): Promise<WebConfigResult> {
    const result = await this.#reloader?.reload();
    if (result !== undefined) return this.#carryOut(result);
    this.#warnOfMissingPasswords();
    return { ok: true, value: NO_WEB_CONFIG };
  }

  /** Looks whether the files have changed. Call it every few seconds. Never rejects. */
  async reloadIfChanged(): Promise<void> {
    try {
      const result = await this.#reloader?.reloadIfChanged();
      if (result) this.#carryOut(result);
    } catch (err) {
      this.#logger.error({ err }, "the web configuration could not be looked at");
    }
  }

  get #config(): WebConfig {
    return this.#reloader?.current ?? NO_WEB_CONFIG;
  }

  #carryOut(result: WebConfigResult): WebConfigResult {
    if (result.ok) {
      this.#take();
      this.#logger.info(describe(result.value), "web configuration loaded");
      this.#warnOfMissingPasswords();
    } else {
      logProblems(result.problems, "web configuration not loaded", this.#logger);
    }
    return result;
  }

  /** Passwords that were right are only forgotten when the users are others now. */
  #take(): void {
    const { users } = this.#config;
    if (isDeepStrictEqual(users, this.#users)) return;
    this.#users = users;
    this.#passwords = users.length === 0 ? undefined : this.#passwordAccess(users);
  }

  #passwordAccess(users: readonly WebUser[]): PasswordAccess {
    const checks = new PasswordChecks(users, undefined, (user) => {
      this.#logger.warn(
        { user },
        `basic_auth_users: the password of ${user} is longer than the 72 bytes that bcrypt looks at, and what is behind them is ignored; expected a shorter one`,
      );
    });
    return {
      check: (credentials, address) => checks.check(credentials, address),
      scopesOf: (name) => this.#grants().get(name) ?? ["scrape"],
      ingestOf: (name) => this.#narrowings().get(name),
    };
  }

  /** A name that is spelt in two ways in two files shuts a user out, and nothing else would say so. */
  #warnOfMissingPasswords(): void {
    const known = new Set(this.#users.map(({ name }) => name));
    for (const user of this.#grants().keys()) {
      if (known.has(user)) continue;
      this.#logger.warn(
        { user },
        `auth.users: ${user} has no password, so nobody can be ${user}; expected a name from basic_auth_users of the web configuration`,
      );
    }
  }
}

/** What an operator would look for in the log after a rotation. */
function describe({ tls, users }: WebConfig): Readonly<Record<string, unknown>> {
  return {
    tls: tls !== undefined,
    ...(tls && { client_auth: tls.clientAuth, certificate_expires: new Date(tls.expiresAtMs).toISOString() }),
    users: users.length,
  };
}
