/** The name of the translation to the second etcd, and of the hold while the data changes hands. */
export const ETCD_TABLE = "etcd";
