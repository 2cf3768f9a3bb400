import { dirname, resolve } from "node:path";
import { opensslRefusal } from "../strict-yaml/source/openssl-refusal";
import type { SecureContextOptions } from "node:tls";
import type { ConfigFinding } from "../strict-yaml/config-problem";
import type { FileReads } from "./file-reads";
import { earliestEndMs, readCertificates, readPrivateKey } from "./key-pair";
import { toProtocolOptions } from "./protocol-options";
import type { TlsConfig } from "./web-config";
import type { WebConfigDocument } from "./web-config-schema";
import type { Result } from "../domain/terms/result";

type TlsDocument = WebConfigDocument["tls_server_config"];
type MaterialKey = "cert" | "key" | "client_ca";

/** How connections are encrypted (undefined: they are not), or what is wrong with the certificates and keys. */
export type TlsResult = Result<TlsConfig | undefined, { readonly findings: readonly ConfigFinding[] }>;

const SECTION = "tls_server_config";

/**
 * Reads certificate, key and client CA, and makes sure that a server can be made of them.
 *
 * @param document free of findings of its own.
 * @param path of the file it is from: relative paths start at its folder.
 */
export async function loadTls(document: TlsDocument, path: string, reads: FileReads): Promise<TlsResult> {
  const folder = dirname(resolve(path));
  const cert = await load(document, "cert", folder, reads, readCertificates);
  const key = await load(document, "key", folder, reads, readPrivateKey);
  const clientCa = await load(document, "client_ca", folder, reads, readCertificates);
  const findings = [cert, key, clientCa].flatMap((each) =>
    each === undefined || each.ok ? [] : [each.finding],
  );
  if (findings.length > 0) return { ok: false, findings };
  if (!cert?.ok || !key?.ok) return { ok: true, value: undefined };
  const { certificates } = cert.value.content;
  if (!certificates[0].checkPrivateKey(key.value.content.key)) {
    const message = `is not the key of the certificate in ${cert.value.key} (${certificates[0].subject.replaceAll("\n", ", ")})`;
    return { ok: false, findings: [{ path: [SECTION, key.value.key], message }] };
  }
  const secureContext: SecureContextOptions = {
    cert: cert.value.content.pem,
    key: key.value.content.pem,
    // An empty list, and not none: without any, every public authority would be trusted.
    ca: clientCa?.ok ? clientCa.value.content.certificates.map((certificate) => certificate.toString()) : [],
    ...toProtocolOptions(document),
  };
  const refusal = opensslRefusal(secureContext);
  if (refusal !== undefined) {
    const message = `a server cannot be made of this: ${refusal}`;
    return { ok: false, findings: [{ path: [SECTION], message, at: "key" }] };
  }
  return {
    ok: true,
    value: {
      secureContext,
      clientAuth: document.client_auth_type ?? "NoClientCert",
      allowedSans: document.client_allowed_sans ?? undefined,
      expiresAtMs: earliestEndMs(certificates),
    },
  };
}

/** A material, and the key of the section that it is from. */
interface Material<M> {
  readonly key: string;
  readonly content: M;
}

type Loaded<M> = Result<Material<M>, { readonly finding: ConfigFinding }> | undefined;

/** What one of the materials is, from its file or from the document itself; undefined when it is in neither. */
async function load<M>(
  document: TlsDocument,
  key: MaterialKey,
  folder: string,
  reads: FileReads,
  understand: (text: string) => Result<M>,
): Promise<Loaded<M>> {
  const inline = document[key];
  const file = document[`${key}_file`];
  if (file === undefined && inline === undefined) return undefined;
  const usedKey = file === undefined ? key : `${key}_file`;
  const refuse = (message: string): Loaded<M> => ({
    ok: false,
    finding: { path: [SECTION, usedKey], message },
  });
  if (file === undefined) {
    const understood = understand(inline ?? "");
    return understood.ok
      ? { ok: true, value: { key: usedKey, content: understood.value } }
      : refuse(understood.message);
  }
  const path = resolve(folder, file);
  const read = await reads.read(path);
  if (!read.ok) return refuse(`${path} ${read.message}`);
  const understood = understand(read.value);
  return understood.ok
    ? { ok: true, value: { key: usedKey, content: understood.value } }
    : refuse(`${path}: ${understood.message}`);
}
