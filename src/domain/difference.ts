/**
 * One readable difference inside a resource. Secrets never stand in it: where one differs, `kind` is `secret`.
 * `path` is what a user would call the place: `--v`, `spec.containers[0].image`, `line 12`, `data.ClusterConfiguration`.
 */
export type Difference =
  | { readonly kind: "added"; readonly path: string; readonly after: string }
  | { readonly kind: "removed"; readonly path: string; readonly before: string }
  | { readonly kind: "changed"; readonly path: string; readonly before: string; readonly after: string }
  | { readonly kind: "secret"; readonly path: string };
