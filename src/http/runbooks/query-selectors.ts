/** A condition on a label: `region="eu-west"`. */
interface LabelMatcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

/** What a query asks of a value at the present: `> 5`. */
interface ValueLimit {
  readonly operator: string;
  readonly value: number;
}

/** One metric that a query reads as it is now. */
export interface QuerySelector {
  readonly metric: string;
  readonly matchers: readonly LabelMatcher[];
  /** Whether the query asks how long ago the metric's time was. */
  readonly isAge: boolean;
  /** Whether it asks for no more than how large the value is, whichever its sign. */
  readonly isMagnitude: boolean;
  readonly limit: ValueLimit | undefined;
}

const SELECTOR = /\b(tidaldb_\w+)(?:\{([^}]*)\})?/g;
const MATCHER = /(\w+)(=~|!~|!=|=)"((?:[^"\\]|\\.)*)"/g;
/** Behind a selector: what asks for the past, which only Prometheus has. */
const PAST = /^(?:\)*\[|\s+offset\b)/;
const AGE = /time\(\)\s*-\s*(?:\w+ by \([^)]*\) \()?$/;
const MAGNITUDE = /\babs\($/;
const LIMIT = /^\)*\s*(==|!=|>=|<=|>|<)\s*(\d+(?:\.\d+)?)/;
const HOLDS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "==": (value, limit) => value === limit,
  "!=": (value, limit) => value !== limit,
  ">": (value, limit) => value > limit,
  "<": (value, limit) => value < limit,
  ">=": (value, limit) => value >= limit,
  "<=": (value, limit) => value <= limit,
};
/** Words of runbooks in the place of which nothing was put, because it is not known. */
const PLACE = /^[A-Z]+$/;

/** The metrics of ours that a query in PromQL reads as they are now. What it reads of the past is left out. */
export function querySelectors(query: string): readonly QuerySelector[] {
  return [...query.matchAll(SELECTOR)].flatMap((found) => {
    const [text, metric = "", labels = ""] = found;
    const behind = query.slice(found.index + text.length);
    if (PAST.test(behind)) return [];
    const [, operator, value] = LIMIT.exec(behind) ?? [];
    const limit = operator === undefined ? undefined : { operator, value: Number(value) };
    const before = query.slice(0, found.index);
    return [
      {
        metric,
        matchers: matchersOf(labels),
        isAge: AGE.test(before),
        isMagnitude: MAGNITUDE.test(before),
        limit,
      },
    ];
  });
}

function matchersOf(labels: string): readonly LabelMatcher[] {
  return [...labels.matchAll(MATCHER)].flatMap(([, label = "", operator, value = ""]) =>
    PLACE.test(value)
      ? []
      : [{ label, operator: operator as LabelMatcher["operator"], value: unquoted(value) }],
  );
}

function unquoted(value: string): string {
  return value.replaceAll(/\\(.)/g, "$1");
}

/** Whether a label's value is as a matcher wants it. A pattern is one of ours: alternatives without anything else. */
export function isMatched({ operator, value }: LabelMatcher, actual: string): boolean {
  switch (operator) {
    case "=":
      return actual === value;
    case "!=":
      return actual !== value;
    case "=~":
      return value.split("|").includes(actual);
    case "!~":
      return !value.split("|").includes(actual);
  }
}

/** Whether a value is what the query looks for. */
export function isWithin(limit: ValueLimit | undefined, value: number): boolean {
  return limit === undefined || (HOLDS[limit.operator]?.(value, limit.value) ?? true);
}
