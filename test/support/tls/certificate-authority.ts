import "reflect-metadata";

import { webcrypto } from "node:crypto";

import * as x509 from "@peculiar/x509";

/** A certificate with its private key, both as PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** What a certificate says beside whose it is. */
export interface IdentityOptions {
  /** Subject Alternative Names; localhost and 127.0.0.1 unless given. */
  readonly names?: readonly { readonly type: "dns" | "ip" | "email" | "url"; readonly value: string }[];
  readonly notAfter?: Date;
  readonly usage?: "server" | "client";
  /** An RSA key of this length, in place of one on P-256. */
  readonly rsaBits?: number;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const LOCAL = [
  { type: "dns", value: "localhost" },
  { type: "ip", value: "127.0.0.1" },
] as const;
const HOUR_MS = 3_600_000;

/** An authority of a test's own, which signs certificates for servers and clients. */
export class CertificateAuthority {
  readonly #keys: webcrypto.CryptoKeyPair;
  readonly #certificate: x509.X509Certificate;

  private constructor(keys: webcrypto.CryptoKeyPair, certificate: x509.X509Certificate) {
    this.#keys = keys;
    this.#certificate = certificate;
  }

  static async create(name = "Test CA"): Promise<CertificateAuthority> {
    const keys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      name: `CN=${name}`,
      keys,
      ...validity(),
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(true, 1, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      ],
    });
    return new CertificateAuthority(keys, certificate);
  }

  /** Its own certificate, as PEM. */
  get cert(): string {
    return `${this.#certificate.toString("pem")}\n`;
  }

  /** Signs a certificate. */
  async issue(name: string, options: IdentityOptions = {}): Promise<Identity> {
    const { names = LOCAL, notAfter, usage = "server", rsaBits } = options;
    const keys = await generateKeys(rsaBits);
    const certificate = await x509.X509CertificateGenerator.create({
      subject: `CN=${name}`,
      issuer: this.#certificate.subject,
      publicKey: keys.publicKey,
      signingKey: this.#keys.privateKey,
      ...validity(notAfter),
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(false),
        new x509.ExtendedKeyUsageExtension([
          usage === "server" ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth,
        ]),
        ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension([...names])] : []),
      ],
    });
    return { cert: `${certificate.toString("pem")}\n`, key: await exportKey(keys.privateKey) };
  }
}

function generateKeys(rsaBits?: number): Promise<webcrypto.CryptoKeyPair> {
  const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", publicExponent: Uint8Array.of(1, 0, 1) };
  return rsaBits === undefined
    ? webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"])
    : webcrypto.subtle.generateKey({ ...rsa, modulusLength: rsaBits }, true, ["sign", "verify"]);
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", key);
  return `${x509.PemConverter.encode(pkcs8, "PRIVATE KEY")}\n`;
}

/** From an hour ago, for clocks that differ, to an hour from now. */
function validity(notAfter = new Date(Date.now() + HOUR_MS)): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Math.min(Date.now(), notAfter.getTime()) - HOUR_MS), notAfter };
}
