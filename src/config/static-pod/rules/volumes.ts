import type { JsonObject } from "../../../domain/json.ts";
import { quote } from "../../describe-value.ts";
import type { Path } from "../../path.ts";
import { POD_FIELDS } from "../pod-fields.ts";
import { amountIn, containersIn, isSet, itemsIn, mapIn, numberIn, textIn } from "../written-fields.ts";
import { checkLabelName, checkOneOf, checkUnique } from "./names.ts";
import type { PodRule, Report } from "./rule.ts";

const SOURCES = (POD_FIELDS["Volume"] ?? "").split(" ").flatMap((word) => {
  const [name = ""] = word.split(":");
  return name === "name" ? [] : [name];
});
const HOST_PATH_TYPES = [
  "DirectoryOrCreate",
  "Directory",
  "FileOrCreate",
  "File",
  "Socket",
  "CharDevice",
  "BlockDevice",
];
const PROPAGATIONS = ["None", "HostToContainer", "Bidirectional"];
const MAX_MODE = 0o1777;

export const volumesAreValid: PodRule = ({ spec }, report) => {
  const volumes = itemsIn(spec["volumes"], ["spec", "volumes"]);
  checkUnique(
    volumes.map(({ item, at }) => ({ text: textIn(item["name"]), at: [...at, "name"] })),
    report,
  );
  volumes.forEach(({ item, at }) => checkVolume(item, at, report));
};

function checkVolume(volume: JsonObject, at: Path, report: Report): void {
  const name = textIn(volume["name"]);
  if (name === "") {
    report([...at, "name"], "is missing");
  } else {
    checkLabelName(name, [...at, "name"], report);
  }
  const [, second] = SOURCES.filter((source) => isSet(volume[source]));
  if (second !== undefined) {
    report([...at, second], "the volume has a source already", "keep one of them");
  }
  if (isSet(volume["hostPath"])) {
    checkHostPath(mapIn(volume["hostPath"]), [...at, "hostPath"], report);
  }
  checkEmptyDir(mapIn(volume["emptyDir"]), [...at, "emptyDir"], report);
}

function checkEmptyDir({ sizeLimit, mode }: JsonObject, at: Path, report: Report): void {
  if ((amountIn(sizeLimit) ?? 0) < 0) {
    report([...at, "sizeLimit"], "must not be negative");
  }
  const bits = numberIn(mode) ?? 0;
  if (bits < 0 || bits > MAX_MODE) {
    report([...at, "mode"], "must be 0 to 01777");
  }
}

function checkHostPath({ path, type }: JsonObject, at: Path, report: Report): void {
  if (textIn(path) === "") {
    report([...at, "path"], "is missing");
  }
  checkNoStepUp(textIn(path), [...at, "path"], report);
  checkOneOf(type, HOST_PATH_TYPES, [...at, "type"], report);
}

export const mountsAreOfVolumes: PodRule = ({ spec }, report) => {
  const volumes = new Set(itemsIn(spec["volumes"], []).map(({ item }) => textIn(item["name"])));
  for (const { item: container, at } of containersIn(spec)) {
    const mounts = itemsIn(container["volumeMounts"], [...at, "volumeMounts"]);
    checkUnique(
      mounts.map(({ item, at: mount }) => ({ text: textIn(item["mountPath"]), at: [...mount, "mountPath"] })),
      report,
    );
    const isPrivileged = mapIn(container["securityContext"])["privileged"] === true;
    mounts.forEach(({ item, at: mount }) => checkMount(item, mount, { volumes, isPrivileged }, report));
  }
};

interface Around {
  readonly volumes: ReadonlySet<string>;
  readonly isPrivileged: boolean;
}

function checkMount(mount: JsonObject, at: Path, { volumes, isPrivileged }: Around, report: Report): void {
  const name = textIn(mount["name"]);
  if (name === "") {
    report([...at, "name"], "is missing");
  } else if (!volumes.has(name)) {
    report([...at, "name"], `there is no volume ${quote(name)}`, "add it to spec.volumes");
  }
  if (textIn(mount["mountPath"]) === "") {
    report([...at, "mountPath"], "is missing");
  }
  for (const field of ["subPath", "subPathExpr"]) {
    const path = textIn(mount[field]);
    if (path.startsWith("/")) {
      report([...at, field], "must be a relative path");
    }
    checkNoStepUp(path, [...at, field], report);
  }
  if (textIn(mount["subPath"]) !== "" && textIn(mount["subPathExpr"]) !== "") {
    report([...at, "subPathExpr"], "cannot be there together with subPath", "keep one of them");
  }
  checkOneOf(mount["recursiveReadOnly"], ["Disabled", "IfPossible", "Enabled"], [...at, "recursiveReadOnly"], report);
  checkOneOf(mount["mountPropagation"], PROPAGATIONS, [...at, "mountPropagation"], report);
  if (mount["mountPropagation"] === "Bidirectional" && !isPrivileged) {
    report([...at, "mountPropagation"], "Bidirectional is for privileged containers only");
  }
}

function checkNoStepUp(path: string, at: Path, report: Report): void {
  if (path.split("/").includes("..")) {
    report(at, `must not contain "..", found ${quote(path)}`);
  }
}
