/** Whatever may name a recorded series or an alert in an expression. */
const NAMES = /[a-zA-Z_:][a-zA-Z0-9_:]*/g;

const nameOf = (rule) => rule.record ?? rule.alert;

/**
 * The rules that a test looks at, and those that they build on: promtool evaluates every rule at each step of each test,
 * and a test asks for one alert or two of some fifty.
 *
 * @param rules - what a rules file says.
 * @param test - what a file of tests says.
 * @returns the rules file without the others.
 */
module.exports.rulesUnderTest = function rulesUnderTest(rules, test) {
  const byName = new Map();
  for (const rule of rules.groups.flatMap((group) => group.rules)) {
    byName.set(nameOf(rule), [...(byName.get(nameOf(rule)) ?? []), rule]);
  }
  const asked = test.tests.flatMap(({ alert_rule_test = [], promql_expr_test = [] }) => [
    ...alert_rule_test.map(({ alertname }) => alertname),
    ...promql_expr_test.flatMap(({ expr }) => expr.match(NAMES) ?? []),
  ]);
  const wanted = new Set();
  while (asked.length > 0) {
    const name = asked.pop();
    if (!byName.has(name) || wanted.has(name)) continue;
    wanted.add(name);
    for (const { expr } of byName.get(name)) asked.push(...(String(expr).match(NAMES) ?? []));
  }
  return {
    groups: rules.groups
      .map((group) => ({ ...group, rules: group.rules.filter((rule) => wanted.has(nameOf(rule))) }))
      .filter((group) => group.rules.length > 0),
  };
};

/** Alerts that a test asks for and that no rule makes: it would find them silent for ever. */
module.exports.unknownAlerts = function unknownAlerts(rules, test) {
  const known = new Set(rules.groups.flatMap((group) => group.rules.map(nameOf)));
  const asked = test.tests.flatMap(({ alert_rule_test = [] }) =>
    alert_rule_test.map(({ alertname }) => alertname),
  );
  return [...new Set(asked)].filter((name) => !known.has(name));
};

/** A file of tests that reads the rules of this path instead, in the order of the groups that are left. */
module.exports.testOnRules = function testOnRules(test, path, { groups }) {
  const left = new Set(groups.map(({ name }) => name));
  return {
    ...test,
    rule_files: [path],
    ...(test.group_eval_order && {
      group_eval_order: test.group_eval_order.filter((name) => left.has(name)),
    }),
  };
};
