/** Who we are for NATS. Secrets are in files, which are read anew for every connection. */
export type NatsIdentity =
  | { readonly kind: "nobody" }
  | { readonly kind: "credentials"; readonly file: string }
  | { readonly kind: "nkey"; readonly file: string }
  | { readonly kind: "token"; readonly file: string }
  | { readonly kind: "password"; readonly user: string; readonly file: string };

/** Files in PEM; undefined: the system's authorities, and no certificate of our own. Read anew for every connection. */
export interface NatsTls {
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
}

/** How NATS is reached. Holds no secret: it may be logged. */
export interface NatsSettings {
  /** At least one, such as `nats://nats-1:4222`. Further ones of the same cluster are learned from those. */
  readonly servers: readonly string[];
  readonly identity: NatsIdentity;
  /** Undefined: as the servers demand, with the system's authorities. */
  readonly tls: NatsTls | undefined;
}
