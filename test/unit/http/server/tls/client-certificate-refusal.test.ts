import { clientCertificateRefusal } from "../../../../../src/http/server/tls/client-certificate-refusal";
import type { HandshakeFindings } from "../../../../../src/http/server/tls/client-certificate-refusal";
import type { ClientAuthType } from "../../../../../src/http/server/tls/tls-settings";

function client(authorized: boolean, subjectAltName?: string): HandshakeFindings {
  return {
    authorized,
    authorizationError: authorized ? undefined : "DEPTH_ZERO_SELF_SIGNED_CERT",
    getPeerX509Certificate: () => ({ subjectAltName }),
  };
}

const ANONYMOUS: HandshakeFindings = { ...client(false), getPeerX509Certificate: () => undefined };
const UNKNOWN = client(false, "DNS:prometheus.example");
const KNOWN = client(true, "DNS:prometheus.example");

/** Who gets in, as Go's documentation of ClientAuthType has it: without, with any, with a verified certificate. */
test.each<[ClientAuthType, boolean, boolean, boolean]>([
  ["NoClientCert", true, true, true],
  ["RequestClientCert", true, true, true],
  ["RequireAnyClientCert", false, true, true],
  ["VerifyClientCertIfGiven", true, false, true],
  ["RequireAndVerifyClientCert", false, false, true],
])(
  "%s lets in without a certificate: %s, with an unknown one: %s, with a known one: %s",
  (clientAuth, ...expected) => {
    const settings = { clientAuth, allowedSans: undefined };
    const lets = [ANONYMOUS, UNKNOWN, KNOWN].map(
      (each) => clientCertificateRefusal(each, settings) === undefined,
    );
    expect(lets).toEqual(expected);
  },
);

test.each<[string, HandshakeFindings, boolean]>([
  ["one of the allowed names", client(true, "DNS:x.example, DNS:prometheus.example"), true],
  ["an address written in another way", client(true, "IP Address:2001:DB8:0:0:0:0:0:1"), true],
  ["another name", client(true, "DNS:prometheus.example.evil"), false],
  ["a name below an allowed one", client(true, "DNS:a.prometheus.example"), false],
  ["no name", client(true), false],
  ["an allowed name in a certificate that nobody vouches for", UNKNOWN, false],
  ["no certificate", ANONYMOUS, false],
])("with allowed names, a client with %s: %#", (_case, findings, expected) => {
  for (const clientAuth of ["VerifyClientCertIfGiven", "RequireAndVerifyClientCert"] as const) {
    const settings = { clientAuth, allowedSans: ["prometheus.example", "2001:db8::1"] };
    expect(clientCertificateRefusal(findings, settings) === undefined).toBe(expected);
  }
});

test("the reason says what OpenSSL found", () => {
  const settings = { clientAuth: "RequireAndVerifyClientCert", allowedSans: undefined } as const;
  expect(clientCertificateRefusal(UNKNOWN, settings)).toContain("DEPTH_ZERO_SELF_SIGNED_CERT");
});
