import { spawnSync } from "node:child_process";

import { describeWithProgram } from "../support/programs/describe-with-program";
import { WEB_CONFIG_FIXTURES, WebConfigFolder } from "../support/tls/web-config-fixtures";

/**
 * What promtool 2.42 says otherwise than we, and why. It holds for every other fixture that both agree, so a file that is
 * good here is good there, unless it uses something that the format got later.
 */
const DIFFERENCES: Readonly<Record<string, string>> = {
  // Good here, refused there: keys that the format got after Prometheus 2.42.
  "certificate-inline.good.yml": "field cert not found",
  "client-ca-inline.good.yml": "field client_ca not found",
  "client-allowed-sans.good.yml": "field client_allowed_sans not found",
  "empty-texts.good.yml": "field cert not found",
  // Bad here, accepted there.
  "boolean-of-yaml-1.1.bad.yml": "YAML 1.1, where yes is true; in YAML 1.2 and here it is a text",
  "two-documents.bad.yml": "it reads the first document and never sees the second",
  "version-without-certificate.bad.yml":
    "no certificate means no TLS there, whatever else stands in the section",
  "tls10.bad.yml": "TLS 1.0 can still be had there; RFC 8996 withdrew it",
  "tls11-at-most.bad.yml": "TLS 1.1 can still be had there; RFC 8996 withdrew it",
  "versions-crossed.bad.yml": "it would start, and fail every handshake",
  "cipher-suite-without-forward-secrecy.bad.yml": "Go 1.22 and later refuse it as well",
  "cipher-suite-twice.bad.yml": "the second is of no use, and was meant to be another",
  "cipher-suites-of-tls13-only.bad.yml": "it would start, and fail every handshake",
  "client-ca-missing.bad.yml": "every public authority's certificates would get in",
  "client-ca-empty.bad.yml": "it would start, and let nobody in",
  "short-rsa-key.bad.yml": "OpenSSL serves no key that short, Go 1.19 does",
  "hash-with-a-typing-error.bad.yml": "it looks at the cost only; no password could match",
  "costly-hash.bad.yml": "a check would take days",
  "user-with-a-colon.bad.yml": "no client can send such a name",
  "header-of-two-lines.bad.yml": "a line break in a header is not checked there",
  "only-a-comment.bad.yml": "a file that lost its content means no protection there",
  "null.bad.yml": "likewise",
  "nothing-after-users.bad.yml": "a key that lost its entries means no protection there",
  "nothing-after-tls.bad.yml": "likewise",
  "nothing-after-client-auth-type.bad.yml": "likewise",
};

describeWithProgram("prometheus", "promtool check web-config", () => {
  let folder: WebConfigFolder;

  beforeAll(async () => {
    folder = await WebConfigFolder.create();
  });

  afterAll(async () => {
    await folder.remove();
  });

  test.each(WEB_CONFIG_FIXTURES)("judges %s as we do, or a reason is known", (name) => {
    const { status, stderr, stdout } = spawnSync("promtool", ["check", "web-config", folder.file(name)], {
      encoding: "utf8",
    });
    const agrees = (status === 0) === name.endsWith(".good.yml");
    expect({ name, agrees, said: stdout + stderr }).toMatchObject({ agrees: !(name in DIFFERENCES) });
    if (!agrees && status !== 0) expect(stdout + stderr).toContain(DIFFERENCES[name]);
  });

  test("every difference is about a fixture", () => {
    expect(Object.keys(DIFFERENCES).filter((name) => !WEB_CONFIG_FIXTURES.includes(name))).toEqual([]);
  });
});
