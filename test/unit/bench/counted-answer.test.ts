import { CountedAnswer } from "../../../bench/measuring/counted-answer";

const WITH_LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789";
const CHUNKED = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\na\r\n0123456789\r\n0\r\n\r\n";

/** An answer that came in pieces of one length, and whether it was complete before its last byte. */
function taken(text: string, pieceBytes: number) {
  const answer = new CountedAnswer();
  const bytes = Buffer.from(text, "latin1");
  let early = false;
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    early ||= answer.isComplete;
    answer.take(bytes.subarray(start, start + pieceBytes));
  }
  return { answer, early };
}

test.each([
  ["a length", WITH_LENGTH, 10],
  ["chunks", CHUNKED, 20],
])(
  "an answer with %s is complete with its last byte, in whatever pieces it comes",
  (_what, text, bodyBytes) => {
    for (const pieceBytes of [1, 2, 7, 40, 1_000]) {
      const { answer, early } = taken(text, pieceBytes);

      expect(early).toBe(false);
      expect(answer).toMatchObject({ isComplete: true, status: 200, bodyBytes });
    }
  },
);

test.each([
  ["in its head", WITH_LENGTH.slice(0, 30), 0],
  ["in its body", WITH_LENGTH.slice(0, -1), 200],
  ["before its last chunk", CHUNKED.slice(0, -5), 200],
])("an answer that breaks off %s is not complete", (_where, text, status) => {
  expect(taken(text, 1_000).answer).toMatchObject({ isComplete: false, status });
});

test("tells another status", () => {
  expect(taken("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n", 1_000).answer).toMatchObject({
    isComplete: true,
    status: 503,
    bodyBytes: 0,
  });
});
