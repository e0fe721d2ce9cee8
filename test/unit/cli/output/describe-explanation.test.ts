import { expect, test } from "vitest";
import { describeExplanation } from "../../../../cli/output/describe-explanation.ts";
import { explanationAsJson } from "../../../../cli/output/explanation-as-json.ts";
import { clusterAway } from "../../../../src/diagnose/snapshot/read-cluster.ts";
import { explained } from "../../../support/example-explanation.ts";
import { exampleComponent, exampleSnapshot, exitedSymptoms } from "../../../support/example-snapshot.ts";

const scheduler = exampleComponent("kube-scheduler");
const wrong = exampleComponent("kube-scheduler", ["--no-such-flag"]);
const away = clusterAway("the API server is not ready");

const CASES = {
  ready: explained(exampleSnapshot(), "kube-scheduler"),
  proven: explained(
    exampleSnapshot({ cluster: away }, [exitedSymptoms(wrong, 1, ["Error: unknown flag: --no-such-flag"])]),
    "kube-scheduler",
  ),
  unproven: explained(
    exampleSnapshot({ cluster: away }, [exitedSymptoms(scheduler, 7, ["out of cheese"])]),
    "kube-scheduler",
  ),
};

test.each(Object.entries(CASES))("an explanation reads well: %s", async (name, explanation) => {
  // UTC, whatever the time zone of whoever runs this: the example's times are local.
  const text = describeExplanation(explanation).replaceAll(/\d\d:\d\d:\d\dZ/gu, "hh:mm:ssZ");
  await expect(`${text}\n`).toMatchFileSnapshot(`../../../golden/explain/${name}.txt`);
});

test("as JSON, a proven cause is told from what is merely known", () => {
  expect(explanationAsJson(CASES.proven)).toMatchObject({
    isReady: false,
    cause: { isCertain: true, code: "UnknownFlag" },
  });
  expect(explanationAsJson(CASES.unproven)).toMatchObject({ isReady: false, cause: { isCertain: false } });
  expect(explanationAsJson(CASES.ready)).toMatchObject({ isReady: true, cause: undefined });
});
