import { createPrivateKey, X509Certificate } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { pemBlocks } from "./pem-blocks";
import type { Result } from "../domain/terms/result";

/** Certificates, and the text that they were read from, without anything else that was in it. */
export interface Certificates {
  readonly certificates: readonly [X509Certificate, ...X509Certificate[]];
  readonly pem: string;
}

/** A private key, and the text that it was read from. */
export interface PrivateKey {
  readonly key: KeyObject;
  readonly pem: string;
}

/** Certificates that were understood, or what is wrong with the text that should hold them. */
export type CertificatesResult = Result<Certificates>;

/** A private key that was understood, or what is wrong with the text that should hold it. */
export type PrivateKeyResult = Result<PrivateKey>;

/** Reads the certificates of a PEM text. Other blocks, such as a key in the same file, are left out. */
export function readCertificates(text: string): CertificatesResult {
  const blocks = pemBlocks(text).filter(({ label }) => label === "CERTIFICATE");
  const certificates: X509Certificate[] = [];
  for (const [index, { pem }] of blocks.entries()) {
    try {
      certificates.push(new X509Certificate(pem));
    } catch (error) {
      return { ok: false, message: `certificate ${index + 1} cannot be read: ${reason(error)}` };
    }
  }
  const [first, ...rest] = certificates;
  if (first === undefined) {
    return { ok: false, message: "expected a certificate as PEM (-----BEGIN CERTIFICATE-----), found none" };
  }
  return { ok: true, value: { certificates: [first, ...rest], pem: blocks.map(({ pem }) => pem).join("") } };
}

/** Reads the first private key of a PEM text. Messages never contain any of it. */
export function readPrivateKey(text: string): PrivateKeyResult {
  const block = pemBlocks(text).find(
    ({ label }) => label === "PRIVATE KEY" || label.endsWith(" PRIVATE KEY"),
  );
  if (block === undefined) {
    return { ok: false, message: "expected a private key as PEM (-----BEGIN PRIVATE KEY-----), found none" };
  }
  if (block.label === "ENCRYPTED PRIVATE KEY" || block.pem.includes("Proc-Type: 4,ENCRYPTED")) {
    return {
      ok: false,
      message: "the private key is encrypted, and there is no place for its passphrase; decrypt it",
    };
  }
  try {
    return { ok: true, value: { key: createPrivateKey(block.pem), pem: block.pem } };
  } catch (error) {
    return { ok: false, message: `the private key cannot be read: ${reason(error)}` };
  }
}

/** When the first of several certificates ends, in milliseconds since the epoch. */
export function earliestEndMs(certificates: readonly X509Certificate[]): number {
  return Math.min(...certificates.map(({ validTo }) => Date.parse(validTo)));
}

/** OpenSSL's own words, which are about the format and never contain what was read. */
function reason(error: unknown): string {
  return error instanceof Error || isErrorLike(error) ? error.message : String(error);
}

/** An error of Node's may come from another realm than this code. */
function isErrorLike(error: unknown): error is { readonly message: string } {
  return typeof error === "object" && error !== null && "message" in error;
}
