/** Values of one series at some moments. */
export interface WrittenSeries {
  /** With `__name__`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [atMs: number, value: number])[];
}

/** Series of one request: few enough that it stays below some ten megabytes. */
const SERIES_PER_REQUEST = 4000;

/** Writes samples into a Prometheus that takes them (`--web.enable-remote-write-receiver`), the oldest of a series first. */
export async function remoteWrite(url: string, series: readonly WrittenSeries[]): Promise<void> {
  const fields = new SampleFields();
  for (let first = 0; first < series.length; first += SERIES_PER_REQUEST) {
    const request = Buffer.concat(
      series.slice(first, first + SERIES_PER_REQUEST).map((each) => field(1, timeSeries(each, fields))),
    );
    const response = await fetch(`${url}/api/v1/write`, {
      method: "POST",
      headers: { "Content-Encoding": "snappy", "Content-Type": "application/x-protobuf" },
      body: snappy(request),
    });
    if (!response.ok)
      throw new Error(`Prometheus refused samples: ${response.status} ${await response.text()}`);
  }
}

/** A message `TimeSeries` of Prometheus' remote write 1.0: labels in their order, then samples. */
function timeSeries({ labels, samples }: WrittenSeries, fields: SampleFields): Buffer {
  const sorted = Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1));
  return Buffer.concat([
    ...sorted.map(([name, value]) =>
      field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, Buffer.from(value))])),
    ),
    fields.of(samples),
  ]);
}

/** Samples as they are sent. Tens of thousands of series have the same ones, in one array: they are written once. */
class SampleFields {
  readonly #known = new Map<WrittenSeries["samples"], Buffer>();

  of(samples: WrittenSeries["samples"]): Buffer {
    const known = this.#known.get(samples);
    if (known !== undefined) return known;
    const fields = Buffer.concat(samples.map((sample) => field(2, sampleOf(sample))));
    this.#known.set(samples, fields);
    return fields;
  }
}

function sampleOf([atMs, value]: readonly [atMs: number, value: number]): Buffer {
  const double = Buffer.alloc(9);
  double[0] = 0x09;
  double.writeDoubleLE(value, 1);
  return Buffer.concat([double, Buffer.from([0x10]), varint(atMs)]);
}

/** A field of bytes. */
function field(number: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([number * 8 + 2]), varint(content.length), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}

/** The block format without any compression: literals only, each with its length in two bytes. */
function snappy(content: Buffer): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [varint(content.length)];
  for (let from = 0; from < content.length; from += 65_536) {
    const literal = content.subarray(from, from + 65_536);
    const head = Buffer.alloc(3);
    head[0] = 61 * 4;
    head.writeUInt16LE(literal.length - 1, 1);
    parts.push(head, literal);
  }
  return Uint8Array.from(Buffer.concat(parts));
}
