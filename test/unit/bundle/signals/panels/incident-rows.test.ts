import { INCIDENT_ALERTS } from "../../../../../src/bundle/alerts/incident-alerts";
import { INCIDENT_CODES, VERDICT_CODES } from "../../../../../src/bundle/signals/panels/incident-code";
import { SUBJECT_ALERTS } from "../../../../../src/bundle/signals/subject-alerts";
import { INCIDENT_CAUSES } from "../../../../../src/domain/terms/incident";

describe("The table of what is wrong", () => {
  test("names the alert that is about each sort of subject", () => {
    const alerts = INCIDENT_ALERTS.map(({ incident, name }) => [incident, name]);

    expect(SUBJECT_ALERTS).toEqual(Object.fromEntries(alerts));
  });

  test("has a number of its own for every cause, below that nobody watches, and above all other verdicts", () => {
    const codes = Object.values(INCIDENT_CODES);
    const verdicts = Object.values(VERDICT_CODES);
    const { not_scraped, not_reached, not_seen, ...others } = VERDICT_CODES;

    expect(Object.keys(INCIDENT_CODES).sort()).toEqual([...INCIDENT_CAUSES].sort());
    expect(new Set([...codes, ...verdicts]).size).toBe(codes.length + verdicts.length);
    expect(Math.min(not_scraped, not_reached, not_seen)).toBeGreaterThan(Math.max(...codes));
    expect(Math.min(...codes)).toBeGreaterThan(Math.max(...Object.values(others)));
  });
});
