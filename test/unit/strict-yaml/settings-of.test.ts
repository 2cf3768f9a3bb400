import { sectionSchema } from "../../../src/strict-yaml/section-schema";
import { settingsOf } from "../../../src/strict-yaml/settings-of";
import {
  byteSizeSchema,
  countSchema,
  durationSchema,
  switchSchema,
} from "../../../src/strict-yaml/value-schemas";

const schema = sectionSchema("A section.", {
  offline_after: durationSchema().prefault("30s").meta({ description: "A time." }),
  max_body: byteSizeSchema(1, 4096).prefault("1KiB"),
  most_of_all_things: countSchema(0, 10).prefault(3),
  plain: switchSchema().prefault(true),
});

test("a setting's name is its key in camelCase, with its unit", () => {
  const settings = settingsOf(schema, schema.parse({ plain: false }));
  const offlineAfterMs: number = settings.offlineAfterMs;
  const maxBodyBytes: number = settings.maxBodyBytes;
  expect({ ...settings, offlineAfterMs, maxBodyBytes }).toEqual({
    offlineAfterMs: 30_000,
    maxBodyBytes: 1024,
    mostOfAllThings: 3,
    plain: false,
  });
});
