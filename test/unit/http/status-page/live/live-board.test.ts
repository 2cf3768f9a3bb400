import { LiveBoard } from "../../../../../src/http/status-page/live/live-board";

function texts(board: LiveBoard, version: number): readonly string[] {
  return board.since(version).bytes.map(String);
}

test("a reader gets what has changed since it last read, and the latest of it only", () => {
  const board = new LiveBoard();
  board.post("a", "<p>1</p>");
  board.post("b", 'x\n"y"');
  const { version } = board.since(0);
  expect(texts(board, 0)).toEqual([
    'event: part\ndata: {"id":"a","html":"<p>1</p>"}\n\n',
    'event: part\ndata: {"id":"b","html":"x\\n\\"y\\""}\n\n',
  ]);
  board.post("a", "2");
  board.post("a", "3");
  board.post("b", 'x\n"y"');
  expect(texts(board, version)).toEqual(['event: part\ndata: {"id":"a","html":"3"}\n\n']);
  expect(board.since(board.since(0).version).bytes).toEqual([]);
});

test("the bytes are made once, however many read them", () => {
  const board = new LiveBoard();
  board.post("a", "1");
  expect(board.since(0).bytes[0]).toBe(board.since(0).bytes[0]);
});
