import { invalidInput, problemOf } from "../../../../src/http/sending/problem";

test("a problem has the title of its status, and further members beside", () => {
  expect(problemOf(503, "not now", { reasons: ["a"] })).toEqual({
    type: "about:blank",
    title: "Service Unavailable",
    status: 503,
    detail: "not now",
    reasons: ["a"],
  });
});

test("the detail of bad input is its first message, and all are listed", () => {
  const first = { field: "a", message: "a: expected 1, got 2" };
  const second = { field: "b", message: "b: expected 3, got 4" };
  expect(invalidInput([first])).toMatchObject({ status: 400, detail: first.message, problems: [first] });
  expect(invalidInput([first, second])).toMatchObject({
    detail: "a: expected 1, got 2 (and 1 more, see problems)",
    problems: [first, second],
  });
});
