/** A data frame of Grafana's: columns of one length, each with a name. */
export interface Frame {
  readonly fields: readonly FrameField[];
}

/** One column of a frame. */
export interface FrameField {
  readonly name: string;
  readonly values: readonly Cell[];
}

/** What a cell holds; undefined where the answer that a row came from has no such field. */
export type Cell = string | number | undefined;

type Row = Readonly<Record<string, Cell>>;

/**
 * What Grafana's transformation `merge` makes of frames (`packages/grafana-data`, `transformers/merge.ts`). Rows are joined
 * by the fields that all frames have. Where there is no such field, the frames stay as they are, and a table shows
 * the first of them.
 */
export function merge(frames: readonly Frame[]): readonly Frame[] {
  if (frames.length <= 1) return frames;
  const filled = frames.filter(({ fields }) => fields.length > 0);
  const [first] = frames;
  if (filled.length === 0) return first ? [first] : [];
  const names = [...new Set(filled.flatMap(namesOf))];
  const keys = names.filter((name) => filled.every((frame) => namesOf(frame).includes(name)));
  if (keys.length === 0) return frames;
  const rows = joined(filled.flatMap(rowsOf), keys);
  return [{ fields: names.map((name) => ({ name, values: rows.map((row) => row[name]) })) }];
}

/** The rows of a frame; a row has what its frame has. */
export function rowsOf({ fields }: Frame): Row[] {
  const length = fields[0]?.values.length ?? 0;
  return Array.from({ length }, (_, index) =>
    Object.fromEntries(fields.map(({ name, values }) => [name, values[index]])),
  );
}

function namesOf({ fields }: Frame): string[] {
  return fields.map(({ name }) => name);
}

function joined(rows: readonly Row[], keys: readonly string[]): Row[] {
  const order: string[] = [];
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keys.map((name) => String(row[name])).join("");
    const present = byKey.get(key) ?? [];
    if (present.some((other) => canJoin(other, row))) {
      byKey.set(
        key,
        present.map((other) => (canJoin(other, row) ? { ...other, ...row } : other)),
      );
    } else {
      byKey.set(key, [...present, row]);
      order.push(key);
    }
  }
  const taken = new Map<string, number>();
  return order.map((key) => {
    const index = taken.get(key) ?? 0;
    taken.set(key, index + 1);
    return byKey.get(key)?.[index] ?? {};
  });
}

/** Whether nothing that both have differs. NaN differs from itself, as in Grafana. */
function canJoin(present: Row, added: Row): boolean {
  return Object.entries(added).every(
    ([name, value]) => present[name] === undefined || present[name] === value,
  );
}
