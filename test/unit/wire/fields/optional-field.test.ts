import { z } from "zod";
import { optionalField } from "../../../../src/wire/fields/optional-field";
import { text } from "../../../../src/wire/fields/text-schemas";

test("absence and null are both accepted", () => {
  const schema = z.object({ name: optionalField(text("The name.")) });
  expect(
    [{}, { name: null }, { name: "a" }, { name: 1n }].map((value) => schema.safeParse(value).success),
  ).toEqual([true, true, true, false]);
});

test("the description is taken along when there is one", () => {
  expect(optionalField(text("The name.")).description).toBe("The name.");
  expect(optionalField(z.string()).description).toBeUndefined();
});
