const SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused; does an exporter run there, and is --url right?",
  ECONNRESET: "the connection was cut off; is it https and not http?",
  EHOSTUNREACH: "there is no way to that host",
  ENETUNREACH: "there is no way to that network",
  ETIMEDOUT: "the host does not answer",
  ENOTFOUND: "there is no host of that name",
  EAI_AGAIN: "the name cannot be looked up now",
  EPROTO: "it does not speak TLS; is it http and not https?",
  CERT_HAS_EXPIRED: "its certificate has expired",
  CERT_NOT_YET_VALID: "its certificate is not valid yet; is this machine's clock right?",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    "it wants a certificate of its clients (--cert-file, --key-file)",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS; is it http and not https?",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "it does not speak TLS; is it http and not https?",
};

const UNKNOWN_AUTHORITIES: readonly string[] = [
  // An authority of the same name with another key.
  "CERT_SIGNATURE_FAILURE",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

const SELF_SIGNED = "DEPTH_ZERO_SELF_SIGNED_CERT";

const MOST_LETTERS = 200;

/**
 * Why a request came to nothing, for a terminal.
 *
 * @param hasAuthorities - whether certificates were checked with authorities of a file.
 */
export function describeFailure(
  { code = "", message }: NodeJS.ErrnoException,
  hasAuthorities: boolean,
): string {
  if (code === SELF_SIGNED || UNKNOWN_AUTHORITIES.includes(code)) return untrusted(code, hasAuthorities);
  const sentence = SENTENCES[code];
  if (sentence !== undefined) return sentence;
  if (code.startsWith("HPE_")) return "it does not speak HTTP; is it https and not http?";
  const said = message.split("\n", 1)[0]?.slice(0, MOST_LETTERS) ?? "";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return `its certificate is of another name: ${said} (--server-name)`;
  return code === "" || said.includes(code) ? said : `${said} (${code})`;
}

function untrusted(code: string, hasAuthorities: boolean): string {
  if (hasAuthorities) return "its certificate is of none of the authorities in --ca-file";
  const whose = code === SELF_SIGNED ? "signed by itself" : "of an authority that is not known here";
  return `its certificate is ${whose}; give that as --ca-file`;
}
