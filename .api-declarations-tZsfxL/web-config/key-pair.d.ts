import { X509Certificate } from "node:crypto";
import type { KeyObject } from "node:crypto";
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
export declare function readCertificates(text: string): CertificatesResult;
/** Reads the first private key of a PEM text. Messages never contain any of it. */
export declare function readPrivateKey(text: string): PrivateKeyResult;
/** When the first of several certificates ends, in milliseconds since the epoch. */
export declare function earliestEndMs(certificates: readonly X509Certificate[]): number;
