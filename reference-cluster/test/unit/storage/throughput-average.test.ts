import { ThroughputAverage } from "../../../storage/throughput-average";

describe("the throughput average", () => {
  test("is 0 before the first second is over", () => {
    const average = new ThroughputAverage(0);
    average.count(100);
    expect(average.eventsPerSecond).toBe(0);
  });

  test("begins with the first second as it was", () => {
    const average = new ThroughputAverage(0);
    average.count(60);
    average.count(40);
    average.sample(1_000);
    expect(average.eventsPerSecond).toBe(100);
  });

  test("takes a tenth of each further second", () => {
    const average = new ThroughputAverage(0);
    average.count(100);
    average.sample(1_000);
    average.count(200);
    average.sample(2_000);
    expect(average.eventsPerSecond).toBeCloseTo(110, 10);
    average.sample(3_000);
    expect(average.eventsPerSecond).toBeCloseTo(99, 10);
  });

  test("divides by the time that has really passed", () => {
    const average = new ThroughputAverage(500);
    average.count(300);
    average.sample(2_000);
    expect(average.eventsPerSecond).toBe(200);
  });

  test("takes no sample of no time, and loses nothing by it", () => {
    const average = new ThroughputAverage(0);
    average.count(5);
    average.sample(0);
    average.sample(1_000);
    expect(average.eventsPerSecond).toBe(5);
  });
});
