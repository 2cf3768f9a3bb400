import { NewValues } from "../../../../src/metrics/rendered/new-values";

const shown = (values: NewValues): [number, number][] =>
  Array.from({ length: values.count }, (_, i) => [values.lineAt(i), values.valueAt(i)]);

test("there is room for any number of values, and a u64 is kept as the float nearest to it", () => {
  const values = new NewValues();
  const added = Array.from({ length: 1_000 }, (_, i): [number, number] => [2 * i, i / 8]);
  for (const [line, value] of added) values.add(line, value);
  values.add(5_000, 2n ** 64n - 1n);
  expect(shown(values)).toEqual([...added, [5_000, 2 ** 64]]);
});

test("what was cleared is not there any more", () => {
  const values = new NewValues();
  values.add(1, 1);
  values.clear();
  values.add(2, 2.5);
  expect(shown(values)).toEqual([[2, 2.5]]);
});

test("a value is printed as it is written out", () => {
  const values = new NewValues();
  values.add(0, -0.25);
  values.add(1, 12);
  const printed = [0, 1].map((i) => {
    const length = values.print(i);
    return String.fromCharCode(...values.text.subarray(0, length));
  });
  expect(printed).toEqual(["-0.25", "12"]);
});
