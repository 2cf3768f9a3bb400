import { rememberedByLabels, type Labels } from "../labels";
import { asMatrix, asScalar, asText, asVector, EvaluationError, UnsupportedPromql } from "./expression";
import type { Compilation, Expression, Sample, ScalarExpression, VectorExpression } from "./expression";
import { WINDOW_FUNCTIONS } from "./range-functions";
import { anchored } from "./selectors";

type Arguments = readonly Expression[];

/** Functions of each value of a vector, with scalars as further arguments. */
const VALUE_FUNCTIONS: Readonly<Record<string, (value: number, ...scalars: number[]) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  exp: Math.exp,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sqrt: Math.sqrt,
  sgn: Math.sign,
  clamp: (value, min = NaN, max = NaN) => Math.max(min, Math.min(max, value)),
  clamp_min: (value, min = NaN) => Math.max(min, value),
  clamp_max: (value, max = NaN) => Math.min(max, value),
  round: (value, nearest = 1) => Math.floor(value / nearest + 0.5) * nearest,
};

/** @throws UnsupportedPromql for a function that is not modelled, such as those of histograms. */
export function call(name: string, args: Arguments, compilation: Compilation): Expression {
  if (name in WINDOW_FUNCTIONS) return ofWindows(name, args);
  if (name in VALUE_FUNCTIONS) return ofValues(name, args);
  const special = SPECIAL[name];
  if (special === undefined) throw new UnsupportedPromql(`the function ${name}`);
  return special(args, compilation);
}

function ofWindows(name: string, args: Arguments): VectorExpression {
  const ofWindow = WINDOW_FUNCTIONS[name]!;
  const matrix = asMatrix(
    args.find(({ kind }) => kind === "matrix"),
    name,
  );
  const scalars = args.filter((argument): argument is ScalarExpression => argument.kind === "scalar");
  const keepsName = name === "last_over_time";
  return {
    kind: "vector",
    run: (moment) => {
      const numbers = scalars.map(({ run }) => run(moment));
      const samples: Sample[] = [];
      for (const window of matrix.run(moment)) {
        const value = ofWindow(window, numbers, moment.atMs);
        const { labels } = window;
        if (value !== undefined) samples.push({ labels: keepsName ? labels : labels.nameless, value });
      }
      return samples;
    },
  };
}

function ofValues(name: string, [first, ...rest]: Arguments): VectorExpression {
  const ofValue = VALUE_FUNCTIONS[name]!;
  const vector = asVector(first, name);
  const scalars = rest.map((argument) => asScalar(argument, name));
  return {
    kind: "vector",
    run: (moment) => {
      const numbers = scalars.map(({ run }) => run(moment));
      return vector.run(moment).map(({ labels, value }) => {
        return { labels: labels.nameless, value: ofValue(value, ...numbers) };
      });
    },
  };
}

/** Gives each element other labels. Two that end up with the same are an error. */
function relabelled(vector: VectorExpression, relabel: (labels: Labels) => Labels): VectorExpression {
  const remembered = rememberedByLabels(relabel);
  return {
    kind: "vector",
    run: (moment) => {
      const seen = new Set<Labels>();
      return vector.run(moment).map(({ labels, value }) => {
        const changed = remembered(labels);
        if (seen.has(changed))
          throw new EvaluationError("vector cannot contain metrics with the same labelset");
        seen.add(changed);
        return { labels: changed, value };
      });
    },
  };
}

function labelReplace([vector, ...texts]: Arguments): VectorExpression {
  const [target = "", template = "", source = "", pattern = ""] = texts.map((text) =>
    asText(text, "label_replace"),
  );
  const expression = anchored(pattern);
  return relabelled(asVector(vector, "label_replace"), (labels) => {
    const match = expression.exec(labels.get(source));
    if (match === null) return labels;
    const value = template.replace(/\$(\$|\w+|\{\w+\})/g, (_, reference: string) => {
      if (reference === "$") return "$";
      const name = reference.replace(/[{}]/g, "");
      return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? "";
    });
    return labels.with({ [target]: value });
  });
}

function labelJoin([vector, ...texts]: Arguments): VectorExpression {
  const [target = "", separator = "", ...sources] = texts.map((text) => asText(text, "label_join"));
  return relabelled(asVector(vector, "label_join"), (labels) =>
    labels.with({ [target]: sources.map((name) => labels.get(name)).join(separator) }),
  );
}

function absent([argument]: Arguments, { interner }: Compilation): VectorExpression {
  if (argument?.kind !== "vector" && argument?.kind !== "matrix")
    throw new UnsupportedPromql("absent of a scalar");
  const result: readonly Sample[] = [{ labels: argument.absent ?? interner.empty, value: 1 }];
  return { kind: "vector", run: (moment) => (argument.run(moment).length === 0 ? result : []) };
}

const SPECIAL: Readonly<Record<string, (args: Arguments, compilation: Compilation) => Expression>> = {
  time: () => ({ kind: "scalar", run: ({ atMs }) => atMs / 1000 }),
  pi: () => ({ kind: "scalar", run: () => Math.PI }),
  vector: ([value], { interner }) => {
    const scalar = asScalar(value, "vector");
    return { kind: "vector", run: (moment) => [{ labels: interner.empty, value: scalar.run(moment) }] };
  },
  scalar: ([value]) => {
    const vector = asVector(value, "scalar");
    return {
      kind: "scalar",
      run: (moment) => {
        const samples = vector.run(moment);
        return samples.length === 1 ? samples[0]!.value : NaN;
      },
    };
  },
  label_replace: labelReplace,
  label_join: labelJoin,
  absent,
  absent_over_time: absent,
  sort: ([value]) => asVector(value, "sort"),
  sort_desc: ([value]) => asVector(value, "sort_desc"),
};
