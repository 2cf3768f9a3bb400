import type { Family } from "../../../../src/metrics/formats/family";
import { OPENMETRICS_WRITER } from "../../../../src/metrics/formats/openmetrics-writer";
import { renderFamilies } from "../../../../src/metrics/formats/render-families";
import { TEXT_WRITER } from "../../../../src/metrics/formats/text-writer";

function family(name: string, count: number): Family {
  const samples = Array.from({ length: count }, (_, i) => ({ labels: [String(i)], value: i }));
  return { header: { name, type: "gauge", help: "Help", labels: ["i"] }, samples };
}

function rendered(chunks: Generator<string, number>): { chunks: string[]; series: number } {
  const taken: string[] = [];
  for (let step = chunks.next(); ; step = chunks.next()) {
    if (step.done === true) return { chunks: taken, series: step.value };
    taken.push(step.value);
  }
}

test("comments come once, before the first sample, and a family without samples leaves nothing behind", () => {
  const { chunks, series } = rendered(
    renderFamilies([family("a", 2), family("none", 0), family("b", 1)], TEXT_WRITER),
  );
  expect(chunks).toEqual([
    '# HELP a Help\n# TYPE a gauge\na{i="0"} 0\na{i="1"} 1\n# HELP b Help\n# TYPE b gauge\nb{i="0"} 0\n',
  ]);
  expect(series).toBe(3);
});

test("nothing to serve is no text at all, and a bare end in OpenMetrics", () => {
  expect(rendered(renderFamilies([family("none", 0)], TEXT_WRITER))).toEqual({ chunks: [], series: 0 });
  expect(rendered(renderFamilies([], OPENMETRICS_WRITER))).toEqual({ chunks: ["# EOF\n"], series: 0 });
});

test("a large family comes in chunks of bounded size that end at line feeds", () => {
  const { chunks, series } = rendered(renderFamilies([family("a", 50_000)], OPENMETRICS_WRITER));
  expect(series).toBe(50_000);
  expect(chunks.length).toBeGreaterThan(10);
  for (const chunk of chunks) {
    expect(chunk.length).toBeLessThan(66_000);
    expect(chunk.endsWith("\n")).toBe(true);
  }
  const whole = chunks.join("");
  expect(whole.match(/^a\{/gm)).toHaveLength(50_000);
  expect(whole.match(/^# TYPE/gm)).toHaveLength(1);
});

test("a sample is asked for only when the chunk that it belongs to is", () => {
  let asked = 0;
  const header = { name: "a", type: "gauge", help: "Help", labels: ["i"] } as const;
  function* samples(): Generator<{ labels: string[]; value: number }> {
    for (; asked < 50_000; asked++) yield { labels: [String(asked)], value: 0 };
  }
  const chunks = renderFamilies([{ header, samples: samples() }], TEXT_WRITER);
  expect(asked).toBe(0);
  chunks.next();
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(10_000);
});
