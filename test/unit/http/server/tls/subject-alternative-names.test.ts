import { X509Certificate } from "node:crypto";

import {
  canonicalName,
  subjectAlternativeNames,
} from "../../../../../src/http/server/tls/subject-alternative-names";
import { CertificateAuthority } from "../../../../support/tls/certificate-authority";
import type { IdentityOptions } from "../../../../support/tls/certificate-authority";

async function namesIn(names: NonNullable<IdentityOptions["names"]>): Promise<readonly string[]> {
  const authority = await CertificateAuthority.create();
  const { cert } = await authority.issue("client", { names });
  return subjectAlternativeNames(new X509Certificate(cert).subjectAltName);
}

test("the four kinds of names of a real certificate come out in their order", async () => {
  const names = await namesIn([
    { type: "dns", value: "prometheus.example" },
    { type: "ip", value: "192.0.2.1" },
    { type: "ip", value: "2001:db8::1" },
    { type: "email", value: "ops@example.org" },
    { type: "url", value: "spiffe://example.org/prometheus" },
  ]);
  expect(names).toEqual([
    "prometheus.example",
    "192.0.2.1",
    "2001:db8::1",
    "ops@example.org",
    "spiffe://example.org/prometheus",
  ]);
});

test("a name that looks like two names is one", async () => {
  expect(await namesIn([{ type: "dns", value: 'a.example, DNS:boss.example, "x' }])).toEqual([
    'a.example, DNS:boss.example, "x',
  ]);
});

test.each<[string | undefined, readonly string[]]>([
  [undefined, []],
  ["", []],
  ["DirName:CN = boss, DNS:a.example", ["a.example"]],
  ["Registered ID:1.2.3", []],
])("%j has the names %j", (printed, names) => {
  expect(subjectAlternativeNames(printed)).toEqual(names);
});

test("an IPv6 address is the same however it is written", () => {
  expect(canonicalName("2001:DB8:0:0:0:0:0:1")).toBe(canonicalName("2001:db8::1"));
});
