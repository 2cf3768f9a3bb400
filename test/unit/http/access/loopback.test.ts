import { isLoopbackAddress, isLoopbackHostname } from "../../../../src/http/access/loopback";

test.each(["127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "0:0:0:0:0:0:0:1"])(
  "%s is this machine",
  (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
  },
);

test.each([
  undefined,
  "",
  "10.0.0.1",
  "128.0.0.1",
  "::",
  "::2",
  "::ffff:10.0.0.1",
  "fe80::1",
  "localhost",
  "127.0.0.1.evil.example",
])("%s is not", (address) => {
  expect(isLoopbackAddress(address)).toBe(false);
});

test.each([
  ["localhost", true],
  ["LOCALHOST", true],
  ["127.0.0.1", true],
  ["[::1]", true],
  ["localhost.evil.example", false],
  ["example.com", false],
])("the host name %s means this machine: %s", (hostname, expected) => {
  expect(isLoopbackHostname(hostname)).toBe(expected);
});
