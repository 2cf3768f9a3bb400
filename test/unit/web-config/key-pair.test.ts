import { earliestEndMs, readCertificates, readPrivateKey } from "../../../src/web-config/key-pair";
import { pemBlocks } from "../../../src/web-config/pem-blocks";
import { CertificateAuthority } from "../../support/tls/certificate-authority";

test("the certificates of a chain come in their order, with the earliest of their ends", async () => {
  const authority = await CertificateAuthority.create("Root");
  const notAfter = new Date("2031-02-03T04:05:06Z");
  const { cert } = await authority.issue("leaf", { notAfter });
  const read = readCertificates(`Bag Attributes\r\n${cert}\n${authority.cert}`);
  if (!read.ok) throw new Error(read.message);
  expect(read.value.certificates.map(({ subject }) => subject)).toEqual(["CN=leaf", "CN=Root"]);
  const ends = read.value.certificates.map(({ validTo }) => Date.parse(validTo));
  expect(earliestEndMs(read.value.certificates)).toBe(Math.min(...ends));
  expect(ends).toContain(notAfter.getTime());
});

test("a key is found behind the parameters of its curve, and among certificates", async () => {
  const authority = await CertificateAuthority.create();
  const { cert, key } = await authority.issue("server");
  const parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
  const read = readPrivateKey(parameters + cert + key);
  expect(read.ok && read.value.key.asymmetricKeyType).toBe("ec");
  expect(read.ok && read.value.pem).toBe(key);
});

test("nothing of a key that cannot be read gets into the message", () => {
  const read = readPrivateKey("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
  expect(read).toEqual({
    ok: false,
    message: expect.stringContaining("the private key cannot be read") as string,
  });
  expect(JSON.stringify(read)).not.toContain("c2VjcmV0");
});

test("lines that end as on Windows are lines, and blocks that do not end are none", () => {
  const text = "-----BEGIN A B-----\r\nAAAA\r\n-----END A B-----\r\n-----BEGIN C-----\nBBBB\n";
  expect(pemBlocks(text).map(({ label }) => label)).toEqual(["A B"]);
});
