import { formatListenAddress, parseListenAddress } from "../../../../src/http/server/listen-address";

test.each([
  [":10843", undefined, 10843],
  ["127.0.0.1:0", "127.0.0.1", 0],
  ["localhost:9090", "localhost", 9090],
  ["[::1]:9", "::1", 9],
  ["[::]:65535", "::", 65535],
  ["[fe80::1%eth0]:80", "fe80::1%eth0", 80],
])("%j is read, and written again the same way", (text, host, port) => {
  const result = parseListenAddress(text);
  expect(result).toEqual({ ok: true, value: { host, port } });
  expect(result.ok && formatListenAddress(result.value)).toBe(text);
});

test.each([
  "",
  "10843",
  "127.0.0.1",
  ":",
  ":65536",
  ":-1",
  ":1.5",
  "::1:9",
  "[::1]",
  "a b:1",
  "http://x:1",
  ":80/",
  "[x]:1",
])("%j is refused with the flag, the value and how it is written", (text) => {
  expect(parseListenAddress(text)).toEqual({
    ok: false,
    message:
      "--web.listen-address: expected HOST:PORT, [IPV6]:PORT or :PORT with a port from 0 to 65535, " +
      `got ${JSON.stringify(text)}`,
  });
});
