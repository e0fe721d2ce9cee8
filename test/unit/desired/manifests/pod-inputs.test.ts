import { describe, expect, it } from "vitest";
import { desiredStaticPods } from "../../../../src/desired/manifests/desired-static-pods.ts";
import { podInputs } from "../../../../src/desired/manifests/pod-inputs.ts";
import type { StaticPodView } from "../../../../src/domain/static-pod-view.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";

const [, apiServer] = desiredStaticPods(exampleClusterSpec(), exampleNodeSpec(), false);
const view = (changes: Partial<StaticPodView>): StaticPodView => ({
  ...(apiServer?.view as StaticPodView),
  ...changes,
});
const mounted = (name: string, path: string, mountPath: string): Partial<StaticPodView> => ({
  mounts: [{ name, mountPath, isReadOnly: true }],
  volumes: [{ name, path, type: "", hasType: true }],
});

describe("the inputs of a Pod", () => {
  it("are the certificates, keys, kubeconfigs and policies its flags name", () => {
    const pods = desiredStaticPods(exampleClusterSpec(), exampleNodeSpec(), false);
    const inputs = Object.fromEntries(pods.map((pod) => [pod.component, pod.inputs]));

    expect(inputs["kube-scheduler"]).toEqual(["/etc/kubernetes/scheduler.conf"]);
    expect(inputs["kube-controller-manager"]).toEqual([
      "/etc/kubernetes/controller-manager.conf",
      "/etc/kubernetes/pki/ca.crt",
      "/etc/kubernetes/pki/ca.key",
      "/etc/kubernetes/pki/front-proxy-ca.crt",
      "/etc/kubernetes/pki/sa.key",
    ]);
    expect(inputs["kube-apiserver"]).toContain("/etc/kubernetes/audit/policy.yaml");
    expect(inputs["kube-apiserver"]).not.toContain("/var/log/kubernetes/audit/audit.log");
    expect(inputs["etcd"]).not.toContain("/var/lib/etcd");
  });

  it("are none under profile kubeadm, where there is no room for annotations", () => {
    const pods = desiredStaticPods(exampleClusterSpec({ profile: "kubeadm" }), exampleNodeSpec(), false);

    expect(pods.flatMap(({ inputs }) => inputs)).toEqual([]);
  });

  it("are paths of the host, not of the container", () => {
    const command = ["kube-apiserver", "--encryption-provider-config=/enc/keys/config.yaml"];

    expect(podInputs(view({ command, ...mounted("enc", "/srv/encryption/", "/enc") }))).toEqual([
      "/srv/encryption/keys/config.yaml",
    ]);
  });

  it("are only what is mounted", () => {
    const command = ["kube-apiserver", "--oidc-ca-file=/inside/the/image.pem"];

    expect(podInputs(view({ command, ...mounted("enc", "/srv", "/enc") }))).toEqual([]);
  });

  it("include both files of a pair for SNI, and every repeat of a flag", () => {
    const command = [
      "kube-apiserver",
      "--tls-sni-cert-key=/p/b.crt,/p/b.key:api.example",
      "--service-account-key-file=/p/new.pub",
      "--service-account-key-file=/p/old.pub",
    ];

    expect(podInputs(view({ command, ...mounted("p", "/p", "/p") }))).toEqual([
      "/p/b.crt",
      "/p/b.key",
      "/p/new.pub",
      "/p/old.pub",
    ]);
  });

  it("follow the deepest mount", () => {
    const mounts = ["/p", "/p/q"].map((mountPath) => ({ name: mountPath, mountPath, isReadOnly: true }));
    const volumes = [
      { name: "/p", path: "/outer", type: "", hasType: true },
      { name: "/p/q", path: "/inner", type: "", hasType: true },
    ];

    expect(podInputs(view({ command: ["x", "--a-file=/p/q/f"], mounts, volumes }))).toEqual(["/inner/f"]);
  });
});
