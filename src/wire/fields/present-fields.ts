type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** The fields that are there: serde writes an absent `Option` as null or leaves it out, the domain only leaves it out. */
export function presentFields<T extends object>(fields: T): Present<T> {
  const present: Present<T> = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined && value !== null) present[key] = value;
  }
  return present;
}
