import type { Random } from "../engine/random";
import type { Schema } from "./operation";

const SMALL_IDS = ["0", "1", "2", "3"];
const INTEGERS = ["0", "1", "5", "65535", "9007199254740993", "18446744073709551615"];
const NUMBERS = ["0", "0.5", "12.25", "1e3", "25000", "1.7976931348623157e308"];
/** What stands where something else belongs. */
const WRONG = [
  ...[
    "null",
    "true",
    '""',
    '"1"',
    "{}",
    "[]",
    "-1",
    "-0",
    "0.5",
    "1.0",
    "1e400",
    "65536",
    "18446744073709551616",
  ],
  ...['"\\ud800"', '{"__proto__":1}', "[[[[[[]]]]]]", "nul", "01", "\u00a0", "1e", '"', "{", "]", ",", ""],
];

/** Writes JSON text after a schema; now and then something in it is wrong. */
export class JsonMaker {
  readonly #schemas: Readonly<Record<string, Schema>>;
  readonly #random: Random;
  readonly #wrongOneIn: number;

  /** @param wrongOneIn about one value in so many is not what the schema says. */
  constructor(schemas: Readonly<Record<string, Schema>>, random: Random, wrongOneIn: number) {
    this.#schemas = schemas;
    this.#random = random;
    this.#wrongOneIn = wrongOneIn;
  }

  /** @param field the name of the field that the value is for; ids stay few, so that requests meet one another. */
  text(schema: Schema, field = ""): string {
    const random = this.#random;
    if (random.oneIn(this.#wrongOneIn)) return random.pick(WRONG);
    if (schema.$ref !== undefined)
      return this.text(this.#schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, field);
    const choices = schema.oneOf ?? schema.anyOf ?? schema.allOf;
    if (choices !== undefined) return this.text(random.pick(choices), field);
    if (schema.enum !== undefined) return JSON.stringify(random.pick(schema.enum));
    switch (schema.type) {
      case "object":
        return this.#object(schema);
      case "array":
        return `[${Array.from({ length: random.below(4) }, () => this.text(schema.items ?? {})).join(",")}]`;
      case "integer":
        return this.#integer(schema, field);
      case "number":
        return random.pick(NUMBERS);
      case "string":
        return JSON.stringify(random.pick(["", "a", "us-east", 'b"c\\d\ne']));
      case undefined:
      default:
        return random.pick(WRONG);
    }
  }

  #object({ properties = {}, required = [], additionalProperties }: Schema): string {
    const random = this.#random;
    const members = Object.entries(properties)
      .filter(([name]) => (required.includes(name) ? !random.oneIn(this.#wrongOneIn) : random.oneIn(2)))
      .map(([name, schema]) => `${JSON.stringify(name)}:${this.text(schema, name)}`);
    if (typeof additionalProperties === "object") {
      const keys = SMALL_IDS.filter(() => random.oneIn(2));
      members.push(...keys.map((key) => `"${key}":${this.text(additionalProperties)}`));
    }
    if (random.oneIn(this.#wrongOneIn)) members.push('"unknown":1');
    if (random.oneIn(this.#wrongOneIn)) members.push(members[0] ?? '"a":1');
    return `{${members.join(",")}}`;
  }

  #integer({ maximum }: Schema, field: string): string {
    const random = this.#random;
    if (field === "last_heartbeat_ns")
      return `${Date.now() - random.below(60_000)}${String(random.below(1e6)).padStart(6, "0")}`;
    const isId = field.endsWith("_id") || maximum === 65_535;
    return random.pick(isId && !random.oneIn(20) ? SMALL_IDS : INTEGERS);
  }
}
