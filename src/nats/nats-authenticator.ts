import { readFileSync } from "node:fs";
import type { Authenticator } from "@nats-io/transport-node";
import type { NatsPackages } from "./nats-packages";
import type { NatsIdentity } from "./nats-settings";

type Transport = Pick<
  NatsPackages["transport"],
  "credsAuthenticator" | "nkeyAuthenticator" | "tokenAuthenticator" | "usernamePasswordAuthenticator"
>;

/**
 * Says who we are whenever a server asks, from the file as it is then: new credentials are in force with the next connection.
 * A file that cannot be read at that moment leaves what was read last; the server judges it.
 *
 * @returns undefined for nobody.
 */
export function natsAuthenticator(identity: NatsIdentity, transport: Transport): Authenticator | undefined {
  if (identity.kind === "nobody") return undefined;
  const content = lastReadable(identity.file);
  const word = (): string => content().toString("utf8").trim();
  switch (identity.kind) {
    case "credentials":
      // The client finds no seed where the last line does not end.
      return transport.credsAuthenticator(() => Buffer.from(`${word()}\n`));
    case "nkey":
      return transport.nkeyAuthenticator(() => Buffer.from(word()));
    case "token":
      return transport.tokenAuthenticator(word);
    case "password":
      return transport.usernamePasswordAuthenticator(identity.user, word);
  }
}

/** Synchronous, because the client asks in the middle of a handshake; a file of some hundred bytes, once for each connection. */
function lastReadable(path: string): () => Buffer {
  let last = Buffer.alloc(0);
  return () => {
    try {
      last = readFileSync(path);
    } catch {
      // The server's refusal says more than a crash would: it is shown as the reason for being cut off.
    }
    return last;
  };
}
