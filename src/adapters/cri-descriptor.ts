import { protoDescriptor } from "./proto-descriptor.ts";
import type { ProtoApi } from "./proto-descriptor.ts";

const RUNTIME_METHODS = [
  "Version",
  "Status",
  "RuntimeConfig",
  "ListPodSandbox",
  "StopPodSandbox",
  "RemovePodSandbox",
  "ListContainers",
  "ContainerStatus",
  "StopContainer",
];
const IMAGE_METHODS = ["ListImages", "ImageStatus", "PullImage"];

// Numbers and names as in k8s.io/cri-api/pkg/apis/runtime/v1/api.proto; what is not used is left out, which protobuf
// allows on both sides.
const MESSAGES: ProtoApi["messages"] = {
  VersionRequest: { version: [1, "string"] },
  VersionResponse: {
    version: [1, "string"],
    runtime_name: [2, "string"],
    runtime_version: [3, "string"],
    runtime_api_version: [4, "string"],
  },
  StatusRequest: { verbose: [1, "bool"] },
  StatusResponse: { status: [1, "RuntimeStatus"] },
  RuntimeStatus: { conditions: [1, "repeated RuntimeCondition"] },
  RuntimeCondition: { type: [1, "string"], status: [2, "bool"], reason: [3, "string"], message: [4, "string"] },
  RuntimeConfigRequest: {},
  RuntimeConfigResponse: { linux: [1, "LinuxRuntimeConfiguration"] },
  LinuxRuntimeConfiguration: { cgroup_driver: [1, "CgroupDriver"] },
  ListPodSandboxRequest: {},
  ListPodSandboxResponse: { items: [1, "repeated PodSandbox"] },
  PodSandbox: {
    id: [1, "string"],
    metadata: [2, "PodSandboxMetadata"],
    state: [3, "PodSandboxState"],
    created_at: [4, "int64"],
    labels: [5, "map string"],
    annotations: [6, "map string"],
  },
  PodSandboxMetadata: { name: [1, "string"], uid: [2, "string"], namespace: [3, "string"], attempt: [4, "uint32"] },
  StopPodSandboxRequest: { pod_sandbox_id: [1, "string"] },
  StopPodSandboxResponse: {},
  RemovePodSandboxRequest: { pod_sandbox_id: [1, "string"] },
  RemovePodSandboxResponse: {},
  ListContainersRequest: {},
  ListContainersResponse: { containers: [1, "repeated Container"] },
  Container: {
    id: [1, "string"],
    pod_sandbox_id: [2, "string"],
    metadata: [3, "ContainerMetadata"],
    image: [4, "ImageSpec"],
    state: [6, "ContainerState"],
    created_at: [7, "int64"],
    labels: [8, "map string"],
    annotations: [9, "map string"],
  },
  ContainerMetadata: { name: [1, "string"], attempt: [2, "uint32"] },
  ContainerStatusRequest: { container_id: [1, "string"], verbose: [2, "bool"] },
  ContainerStatusResponse: { status: [1, "ContainerStatus"], info: [2, "map string"] },
  ContainerStatus: {
    id: [1, "string"],
    metadata: [2, "ContainerMetadata"],
    state: [3, "ContainerState"],
    created_at: [4, "int64"],
    started_at: [5, "int64"],
    finished_at: [6, "int64"],
    exit_code: [7, "int32"],
    image: [8, "ImageSpec"],
    reason: [10, "string"],
    message: [11, "string"],
    labels: [12, "map string"],
    annotations: [13, "map string"],
    log_path: [15, "string"],
  },
  StopContainerRequest: { container_id: [1, "string"], timeout: [2, "int64"] },
  StopContainerResponse: {},
  ImageSpec: { image: [1, "string"], user_specified_image: [18, "string"] },
  ListImagesRequest: {},
  ListImagesResponse: { images: [1, "repeated Image"] },
  Image: { id: [1, "string"], repo_tags: [2, "repeated string"], size: [4, "uint64"] },
  ImageStatusRequest: { image: [1, "ImageSpec"] },
  ImageStatusResponse: { image: [1, "Image"] },
  PullImageRequest: { image: [1, "ImageSpec"] },
  PullImageResponse: { image_ref: [1, "string"] },
};

const ENUMS = {
  PodSandboxState: { SANDBOX_READY: 0, SANDBOX_NOTREADY: 1 },
  ContainerState: { CONTAINER_CREATED: 0, CONTAINER_RUNNING: 1, CONTAINER_EXITED: 2, CONTAINER_UNKNOWN: 3 },
  CgroupDriver: { SYSTEMD: 0, CGROUPFS: 1 },
};

/** The part of the CRI v1 API that is used here. */
export const CRI_DESCRIPTOR = protoDescriptor({
  name: "runtime.v1",
  services: { RuntimeService: RUNTIME_METHODS, ImageService: IMAGE_METHODS },
  messages: MESSAGES,
  enums: ENUMS,
});
