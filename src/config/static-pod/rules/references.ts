import type { JsonObject, JsonValue } from "../../../domain/json.ts";
import type { Path } from "../../path.ts";
import { containersIn, isSet, itemsIn, mapIn, textIn } from "../written-fields.ts";
import type { PodRule, Report } from "./rule.ts";

const WHY = "a static Pod starts without the API, so it may not refer to";
const INSTEAD = "put it on the host and mount it with a hostPath";

/** The kubelet rejects static Pods that need other objects of the API, since they shall start without it. */
export const refersToNoObject: PodRule = ({ spec }, report) => {
  checkAccount(spec, report);
  for (const { item, at } of itemsIn(spec["imagePullSecrets"], ["spec", "imagePullSecrets"])) {
    if (textIn(item["name"]) !== "") {
      report(at, `${WHY} a Secret`, "pull the image beforehand, or configure the container runtime's registry");
    }
  }
  if (Array.isArray(spec["resourceClaims"]) && spec["resourceClaims"].length > 0) {
    report(["spec", "resourceClaims"], `${WHY} resource claims`);
  }
  containersIn(spec).forEach(({ item, at }) => checkContainer(item, at, report));
  itemsIn(spec["volumes"], ["spec", "volumes"]).forEach(({ item, at }) => checkVolume(item, at, report));
};

function checkAccount(spec: JsonObject, report: Report): void {
  for (const field of ["serviceAccountName", "serviceAccount"]) {
    if (textIn(spec[field]) !== "") {
      report(["spec", field], `${WHY} a service account`, "give it a kubeconfig on the host, mounted with a hostPath");
    }
  }
}

function checkContainer(container: JsonObject, at: Path, report: Report): void {
  const claims = mapIn(container["resources"])["claims"];
  if (Array.isArray(claims) && claims.length > 0) {
    report([...at, "resources", "claims"], `${WHY} resource claims`);
  }
  const devices = container["volumeDevices"];
  if (Array.isArray(devices) && devices.length > 0) {
    report([...at, "volumeDevices"], `${WHY} a PersistentVolumeClaim`, INSTEAD);
  }
  checkVariables(container, at, report);
}

function checkVariables(container: JsonObject, at: Path, report: Report): void {
  const named = [
    ...itemsIn(container["envFrom"], [...at, "envFrom"]).flatMap(({ item, at: from }) => [
      { reference: item["secretRef"], what: "a Secret", path: [...from, "secretRef"] },
      { reference: item["configMapRef"], what: "a ConfigMap", path: [...from, "configMapRef"] },
    ]),
    ...itemsIn(container["env"], [...at, "env"]).flatMap(({ item, at: variable }) => {
      const source = mapIn(item["valueFrom"]);
      const path = [...variable, "valueFrom"];
      return [
        { reference: source["secretKeyRef"], what: "a Secret", path: [...path, "secretKeyRef"] },
        { reference: source["configMapKeyRef"], what: "a ConfigMap", path: [...path, "configMapKeyRef"] },
      ];
    }),
  ];
  for (const { reference, what, path } of named) {
    if (isSet(reference)) {
      report(path, `${WHY} ${what}`, "write the value into the manifest, or have the program read a file of the host");
    }
  }
}

/** Sources of volumes that are objects, or take one. */
const VOLUMES: Readonly<Record<string, string>> = {
  configMap: "a ConfigMap",
  secret: "a Secret",
  csi: "a CSI driver",
  glusterfs: "Endpoints",
  persistentVolumeClaim: "a PersistentVolumeClaim",
  ephemeral: "a PersistentVolumeClaim",
  azureFile: "a Secret",
};
const PROJECTED: Readonly<Record<string, string>> = {
  configMap: "a ConfigMap",
  secret: "a Secret",
  serviceAccountToken: "a service account",
  clusterTrustBundle: "a ClusterTrustBundle",
  podCertificate: "a PodCertificateRequest",
};
/** Sources that name a Secret for their server. */
const WITH_SECRET = ["cephfs", "cinder", "flexVolume", "rbd", "scaleIO", "iscsi", "storageos"];

function checkVolume(volume: JsonObject, at: Path, report: Report): void {
  checkSources(volume, VOLUMES, at, report);
  for (const { item, at: source } of itemsIn(mapIn(volume["projected"])["sources"], [...at, "projected", "sources"])) {
    checkSources(item, PROJECTED, source, report);
  }
  for (const kind of WITH_SECRET) {
    const secret: JsonValue | undefined = mapIn(volume[kind])["secretRef"];
    if (textIn(mapIn(secret)["name"]) !== "") {
      report([...at, kind, "secretRef"], `${WHY} a Secret`, INSTEAD);
    }
  }
}

function checkSources(source: JsonObject, objects: Readonly<Record<string, string>>, at: Path, report: Report): void {
  for (const [kind, what] of Object.entries(objects)) {
    if (isSet(source[kind])) {
      report([...at, kind], `${WHY} ${what}`, INSTEAD);
    }
  }
}
