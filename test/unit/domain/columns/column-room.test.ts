import { ColumnRoom } from "../../../../src/domain/columns/column-room";

type Floats = Float64Array<ArrayBuffer>;

function copied<Columns extends readonly Floats[]>(room: ColumnRoom, ...columns: Columns): Columns {
  room.begin();
  return columns.map((column) => room.copyOf(column, column.length)) as readonly Floats[] as Columns;
}

test("a copy takes the memory of the one before, and says what the column says now", () => {
  const room = new ColumnRoom();
  const column = Float64Array.of(1, 2, 3);
  const [first] = copied(room, column);
  column[1] = 7;
  expect([...first]).toEqual([1, 2, 3]);
  const [second] = copied(room, column);
  expect(second.buffer).toBe(first.buffer);
  expect([...second]).toEqual([1, 7, 3]);
});

test("a column that grew is copied whole, and one that shrank up to its end", () => {
  const room = new ColumnRoom();
  copied(room, Float64Array.of(1, 2));
  expect([...copied(room, Float64Array.of(1, 2, 3))[0]]).toEqual([1, 2, 3]);
  const [shrunk] = copied(room, Float64Array.of(9));
  expect(shrunk[0]).toBe(9);
});

test("columns that are copied together have memory of their own, in their order", () => {
  const room = new ColumnRoom();
  const [a, b] = copied(room, Float64Array.of(1), Float64Array.of(2));
  expect(a.buffer).not.toBe(b.buffer);
  const again = copied(room, Float64Array.of(3), Float64Array.of(4));
  expect(again.map(([value]) => value)).toEqual([3, 4]);
});

test("a column of another kind in the same place is not copied into memory of the wrong kind", () => {
  const room = new ColumnRoom();
  room.begin();
  room.copyOf(Float64Array.of(1.5), 1);
  room.begin();
  const copy = room.copyOf(Uint8Array.of(3), 1);
  expect(copy).toBeInstanceOf(Uint8Array);
  expect([...copy]).toEqual([3]);
});
