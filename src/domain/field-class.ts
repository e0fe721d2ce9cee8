/**
 * How a field of the configuration can change on a node that works. `live`: no process has to be told; `handoff`:
 * components are replaced; `kubelet`: it is restarted, containers go on; `objects`: only in the API. The others are
 * refused by `apply`: they belong to an operation of their own, need several steps, or can never change.
 */
export type FieldClass = "live" | "handoff" | "kubelet" | "objects" | RefusedClass;
export type RefusedClass = "upgrade" | "readdress" | "steps" | "never";
