import type { Window } from "./expression";
import { quantileOf } from "./quantile";

/** A function of one window; undefined where it gives no result. */
export type WindowFunction = (window: Window, scalars: readonly number[], atMs: number) => number | undefined;

/** Folds the values of a window. */
function fold(step: (sum: number, value: number) => number, start?: number): WindowFunction {
  return ({ values, from, to }) => {
    let sum = start ?? values[from]!;
    for (let i = start === undefined ? from + 1 : from; i < to; i += 1) sum = step(sum, values[i]!);
    return sum;
  };
}

/** Counts neighbours. */
function pairs(differ: (before: number, after: number) => boolean): WindowFunction {
  return ({ values, from, to }) => {
    let count = 0;
    for (let i = from + 1; i < to; i += 1) if (differ(values[i - 1]!, values[i]!)) count += 1;
    return count;
  };
}

/** rate, increase and delta: the difference, extrapolated to the ends of the range. */
function extrapolated(isCounter: boolean, isRate: boolean): WindowFunction {
  return ({ times, values, from, to, startMs, endMs }) => {
    const count = to - from;
    if (count < 2) return undefined;
    const first = values[from]!;
    let result = values[to - 1]! - first;
    if (isCounter) {
      for (let i = from + 1; i < to; i += 1) if (values[i]! < values[i - 1]!) result += values[i - 1]!;
    }
    let toStart = (times[from]! - startMs) / 1000;
    const toEnd = (endMs - times[to - 1]!) / 1000;
    const sampled = (times[to - 1]! - times[from]!) / 1000;
    const average = sampled / (count - 1);
    if (isCounter && result > 0 && first >= 0) toStart = Math.min(toStart, sampled * (first / result));
    const threshold = average * 1.1;
    const reach =
      sampled + (toStart < threshold ? toStart : average / 2) + (toEnd < threshold ? toEnd : average / 2);
    const whole = result * (reach / sampled);
    return isRate ? whole / ((endMs - startMs) / 1000) : whole;
  };
}

function lastTwo(isRate: boolean): WindowFunction {
  return ({ times, values, from, to }) => {
    if (to - from < 2) return undefined;
    const [before, after] = [values[to - 2]!, values[to - 1]!];
    if (!isRate) return after - before;
    const seconds = (times[to - 1]! - times[to - 2]!) / 1000;
    return (after < before ? after : after - before) / seconds;
  };
}

/** Slope per second and value at a time, of the line through the samples. */
function regression({ times, values, from, to }: Window, interceptMs: number): readonly [number, number] {
  const n = to - from;
  const first = values[from]!;
  let [sumX, sumY, sumXY, sumX2] = [0, 0, 0, 0];
  let constant = true;
  for (let i = from; i < to; i += 1) {
    const x = (times[i]! - interceptMs) / 1000;
    const y = values[i]!;
    if (y !== first) constant = false;
    sumX += x;
    sumY += y;
    sumXY += x * y;
    sumX2 += x * x;
  }
  if (constant) return Number.isFinite(first) ? [0, first] : [NaN, NaN];
  const slope = (sumXY - (sumX * sumY) / n) / (sumX2 - (sumX * sumX) / n);
  return [slope, sumY / n - (slope * sumX) / n];
}

function variance({ values, from, to }: Window): number {
  const n = to - from;
  let mean = 0;
  for (let i = from; i < to; i += 1) mean += values[i]! / n;
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += (values[i]! - mean) ** 2;
  return sum / n;
}

const sum = fold((total, value) => total + value, 0);

/** Functions of a range vector by their names in PromQL. Those that take a scalar find it in `scalars`. */
export const WINDOW_FUNCTIONS: Readonly<Record<string, WindowFunction>> = {
  rate: extrapolated(true, true),
  increase: extrapolated(true, false),
  delta: extrapolated(false, false),
  irate: lastTwo(true),
  idelta: lastTwo(false),
  deriv: (window) =>
    window.to - window.from < 2 ? undefined : regression(window, window.times[window.from]!)[0],
  predict_linear: (window, [seconds = 0], atMs) => {
    if (window.to - window.from < 2) return undefined;
    const [slope, intercept] = regression(window, atMs);
    return slope * seconds + intercept;
  },
  // Math.max and Math.min give NaN as soon as there is one; Prometheus gives it only when there is nothing else.
  max_over_time: fold((max, value) => (value > max || Number.isNaN(max) ? value : max)),
  min_over_time: fold((min, value) => (value < min || Number.isNaN(min) ? value : min)),
  sum_over_time: sum,
  avg_over_time: (window, scalars, atMs) => (sum(window, scalars, atMs) ?? NaN) / (window.to - window.from),
  count_over_time: ({ from, to }) => to - from,
  last_over_time: ({ values, to }) => values[to - 1]!,
  present_over_time: () => 1,
  quantile_over_time: ({ values, from, to }, [phi = NaN]) => quantileOf(phi, values.slice(from, to)),
  stdvar_over_time: variance,
  stddev_over_time: (window) => Math.sqrt(variance(window)),
  changes: pairs((before, after) => before !== after && !(Number.isNaN(before) && Number.isNaN(after))),
  resets: pairs((before, after) => after < before),
};
