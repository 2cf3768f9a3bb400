import fc from "fast-check";

import { basicCredentials } from "../../../../../src/http/access/passwords/basic-credentials";
import { propertyRuns } from "../../../../support/property-runs";

function encode(text: string | Uint8Array): string {
  return `Basic ${Buffer.from(text as string).toString("base64")}`;
}

test.each([
  ["a name and a password", encode("prometheus:secret"), { name: "prometheus", password: "secret" }],
  ["a password with colons", encode("a:b:c:"), { name: "a", password: "b:c:" }],
  ["an empty name", encode(":secret"), { name: "", password: "secret" }],
  ["an empty password", encode("a:"), { name: "a", password: "" }],
  ["letters beyond ASCII", encode("zoë:pässwörd"), { name: "zoë", password: "pässwörd" }],
  ["another case of the scheme", encode("a:b").replace("Basic", "bAsIc"), { name: "a", password: "b" }],
  ["several blanks", encode("a:b").replace(" ", "   "), { name: "a", password: "b" }],
  ["no header", undefined, undefined],
  ["another scheme", "Bearer abc", undefined],
  ["no credentials", "Basic", undefined],
  ["no base64", "Basic ???", undefined],
  ["no colon", encode("prometheus"), undefined],
  ["no UTF-8", encode(Uint8Array.of(0x61, 0x3a, 0xff)), undefined],
])("%s", (_case, header, expected) => {
  expect(basicCredentials(header)).toEqual(expected);
});

test("whatever name without a colon and whatever password come back as they were sent", () => {
  const text = fc.string({ unit: "grapheme" });
  fc.assert(
    fc.property(text, text, (given, password) => {
      const name = given.replaceAll(":", "");
      expect(basicCredentials(encode(`${name}:${password}`))).toEqual({ name, password });
    }),
    propertyRuns(),
  );
});
