import type { AnswerSeries, AskedRange } from "./dashboard-asker";

/** Grafana takes what is closer together than a step for one event. */
const STEP_SECONDS = 60;

/** What an annotation asks for, at the steps that Grafana asks in. */
export function annotationRange(endSeconds: number, rangeSeconds: number): AskedRange {
  return { endSeconds, rangeSeconds, stepSeconds: STEP_SECONDS, rateInterval: `${STEP_SECONDS}s` };
}

/** The marks that Grafana draws of an annotation whose values are moments in milliseconds, in seconds, by series. */
export function marksAtValues(
  answer: readonly AnswerSeries[],
  range: AskedRange,
): readonly (readonly [labels: AnswerSeries["labels"], atSeconds: readonly number[]])[] {
  const { endSeconds = 0, rangeSeconds } = range;
  return answer
    .map(({ labels, values }) => [labels, beginnings(values.map((value) => value / 1000))] as const)
    .map(([labels, marks]) => {
      const seen = marks.filter((at) => at >= endSeconds - rangeSeconds && at <= endSeconds);
      return [labels, seen] as const;
    })
    .filter(([, marks]) => marks.length > 0);
}

/** The first moment of each row of moments of which each is at most a step after the one before. */
function beginnings(moments: readonly number[]): readonly number[] {
  return moments.filter((at, index) => index === 0 || at > (moments[index - 1] ?? at) + STEP_SECONDS);
}
