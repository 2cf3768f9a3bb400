/** One block of a PEM text. */
export interface PemBlock {
  /** What stands after BEGIN, such as `CERTIFICATE` or `EC PRIVATE KEY`. */
  readonly label: string;
  /** The block with its first and last line. */
  readonly pem: string;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n[^-]*-----END \1-----/g;

/** The blocks of a PEM text in their order. What stands between them does not count, as everywhere. */
export function pemBlocks(text: string): readonly PemBlock[] {
  return [...text.matchAll(BLOCK)].map(([pem, label = ""]) => ({ label, pem: `${pem}\n` }));
}
