import { checkMediaType } from "../../../../src/http/receiving/media-type";

const ACCEPTED = ["application/json", "application/x-ndjson"] as const;

test.each([
  ["application/json", "application/json"],
  ["Application/JSON", "application/json"],
  ["application/json;charset=utf-8", "application/json"],
  ['application/x-ndjson ; charset="UTF-8"', "application/x-ndjson"],
  ["application/json; charset=utf8; profile=x", "application/json"],
])("%j is %j", (header, type) => {
  expect(checkMediaType(header, ACCEPTED)).toEqual({ ok: true, value: type });
});

test.each([
  [undefined, "Content-Type: expected application/json or application/x-ndjson, got none; add the header"],
  ["", 'Content-Type: expected application/json or application/x-ndjson, got ""'],
  ["text/plain", 'Content-Type: expected application/json or application/x-ndjson, got "text/plain"'],
  [
    "application/json2",
    'Content-Type: expected application/json or application/x-ndjson, got "application/json2"',
  ],
  ["application/json; charset=utf-16", 'Content-Type: expected charset utf-8, got "utf-16"'],
])("%j is refused by name", (header, message) => {
  expect(checkMediaType(header, ACCEPTED)).toEqual({ ok: false, message });
});
