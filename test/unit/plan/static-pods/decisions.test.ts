import { describe, expect, it } from "vitest";
import { directoryEntries } from "../../../../src/config/static-pod/directory-entries.ts";
import { absolute, below } from "../../../../src/domain/absolute-path.ts";
import { decideAddition } from "../../../../src/plan/static-pods/decide-addition.ts";
import { decideRemoval } from "../../../../src/plan/static-pods/decide-removal.ts";
import { podText } from "../../../support/static-pod-text.ts";

const DIRECTORY = absolute("/m");
const entriesOf = (files: Readonly<Record<string, string>>) =>
  directoryEntries(
    Object.entries(files).map(([name, text]) => ({ kind: "file" as const, path: below(DIRECTORY, name), text })),
    "node-1",
  );

describe("adding", () => {
  const add = (file: string, pod: string, there: Readonly<Record<string, string>> = {}, namespace = "default") => {
    const identity = { name: pod, podName: `${pod}-node-1`, namespace, uid: undefined };
    const addition = decideAddition({ path: below(DIRECTORY, file), text: podText(pod), identity }, entriesOf(there));
    return addition.kind === "refused" ? addition.error.code : addition.kind;
  };

  it.each([
    ["to an empty directory", add("web.yaml", "web"), "write"],
    ["beside others", add("web.yaml", "web", { "a.yaml": podText("a") }), "write"],
    ["the very same again", add("web.yaml", "web", { "web.yaml": podText("web") }), "unchanged"],
    ["over another file", add("web.yaml", "web", { "web.yaml": podText("a") }), "StaticPodInTheWay"],
    ["over a broken file", add("web.yaml", "web", { "web.yaml": "" }), "StaticPodInTheWay"],
    ["a Pod that another file holds", add("web.yaml", "web", { "a.yaml": podText("web") }), "StaticPodInTheWay"],
    ["a file that is not read", add(".web.yaml", "web"), "StaticPodInTheWay"],
    ["in a component's place", add("etcd.yaml", "web"), "StaticPodOfControlPlane"],
    ["in a component's name", add("web.yaml", "etcd", {}, "kube-system"), "StaticPodOfControlPlane"],
  ])("%s", (_title, decided, expected) => {
    expect(decided).toBe(expected);
  });
});

describe("removing", () => {
  const files = { "a.yaml": podText("a"), "b.yaml": podText("b"), "b2.yaml": podText("b"), "broken.yaml": "x" };
  const remove = (name: string) => {
    const removal = decideRemoval(name, entriesOf({ ...files, "etcd.yaml": podText("etcd") }), DIRECTORY);
    return removal.kind === "refused"
      ? removal.error.code
      : { path: removal.path, ends: removal.ends?.podName, remaining: removal.remaining };
  };

  it("ends the Pod of the file", () => {
    expect(remove("a")).toEqual({ path: "/m/a.yaml", ends: "a-node-1", remaining: undefined });
  });
  it("ends nothing where the file holds no Pod", () => {
    expect(remove("broken.yaml")).toEqual({ path: "/m/broken.yaml", ends: undefined, remaining: undefined });
  });
  it("says which file the kubelet runs from then on", () => {
    expect(remove("b2.yaml")).toEqual({ path: "/m/b2.yaml", ends: undefined, remaining: "/m/b.yaml" });
  });
  it("asks which of two files is meant", () => {
    expect(remove("b")).toBe("StaticPodTwice");
  });
  it("leaves the control plane to apply and reset", () => {
    expect(remove("etcd")).toBe("StaticPodOfControlPlane");
  });
  it("knows no other", () => {
    expect(remove("none")).toBe("NoSuchPod");
  });
});
