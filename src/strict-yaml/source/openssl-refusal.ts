import { createSecureContext } from "node:tls";
import type { SecureContextOptions } from "node:tls";

/** Why OpenSSL would not use these certificates, keys and settings, such as a key that is too short, in its own words; undefined when it would. */
export function opensslRefusal(options: SecureContextOptions): string | undefined {
  try {
    createSecureContext(options);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
