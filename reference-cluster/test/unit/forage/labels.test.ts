import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { CentroidLabels } from "../../../forage/centroid-labels";
import { DIMENSIONS, hashedVector, similarity } from "../../../forage/hashed-vector";
import { itemText } from "../../../forage/item-catalogue";
import { TOPICS } from "../../../forage/topics";

const EXAMPLES = Object.entries(TOPICS).map(([label, words]) => ({ label, text: words.join(" ") }));

function labelOf(labels: CentroidLabels, text: string): string | undefined {
  return labels.names[labels.nearest(hashedVector(text))];
}

describe("a text as a vector", () => {
  test("is the same at every time, whatever the order, case and punctuation of its words", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 12 }), (words) => {
        const vector = hashedVector(words.join(" "));
        expect(hashedVector(words.toReversed().join(", ").toUpperCase())).toEqual(vector);
        expect(vector).toHaveLength(DIMENSIONS);
        const length = similarity(vector, vector);
        // Words may cancel each other out; then it is no direction at all.
        expect(length === 0 || Math.abs(length - 1) < 1e-5).toBe(true);
      }),
      propertyRuns(2_000),
    );
  });

  test("is closer to texts that share words than to those that share none", () => {
    const [bread, oven, orbit] = ["bread recipe flour", "bread oven flour", "orbit comet galaxy"].map(
      hashedVector,
    );
    if (bread === undefined || oven === undefined || orbit === undefined) throw new Error("there are three");
    expect(similarity(bread, oven)).toBeGreaterThan(similarity(bread, orbit));
  });

  test("has no direction without words, and then the first label", () => {
    expect([...hashedVector(" ... ")].every((value) => value === 0)).toBe(true);
    expect(labelOf(new CentroidLabels(EXAMPLES), "")).toBe("cooking");
  });
});

describe("labels by centroids", () => {
  test("are those of what a text is about", () => {
    const labels = new CentroidLabels(EXAMPLES);
    expect(labelOf(labels, "A comet passes the telescope: first notes")).toBe("space");
    const right = Array.from({ length: 1_000 }, (_, number) => itemText(number + 1)).filter((text) => {
      const word = text.split(" ")[0] ?? "";
      return TOPICS[labelOf(labels, text) ?? ""]?.includes(word);
    });
    // Words that share a place of the vector are taken for each other; that is the price of having no model.
    expect(right.length).toBeGreaterThan(800);
  });

  test("do not depend on the order of the examples", () => {
    const text = fc.array(fc.constantFrom(...Object.values(TOPICS).flat()), { maxLength: 6 });
    const example = fc.record({
      label: fc.constantFrom("a", "b", "c"),
      text: text.map((words) => words.join(" ")),
    });
    const shuffled = fc
      .array(example, { minLength: 1, maxLength: 12 })
      .chain((examples) =>
        fc.tuple(fc.constant(examples), fc.shuffledSubarray(examples, { minLength: examples.length })),
      );
    fc.assert(
      fc.property(shuffled, fc.array(text, { maxLength: 5 }), ([examples, others], texts) => {
        const [one, other] = [new CentroidLabels(examples), new CentroidLabels(others)];
        for (const words of texts) {
          expect(labelOf(one, words.join(" "))).toBe(labelOf(other, words.join(" ")));
        }
      }),
      propertyRuns(2_000),
    );
  });

  test("need an example", () => {
    expect(() => new CentroidLabels([])).toThrow("labels: expected at least one example, got none");
  });
});
