import { COMPONENTS } from "../../domain/component.ts";
import type { Component } from "../../domain/component.ts";

const NEEDS: Readonly<Record<Component, readonly Component[]>> = {
  etcd: [],
  "kube-apiserver": ["etcd"],
  "kube-controller-manager": ["kube-apiserver", "etcd"],
  "kube-scheduler": ["kube-apiserver", "etcd"],
};

/** The components without which the one with this name does not work, the nearest first; none for another Pod. */
export function dependenciesOf(name: string): readonly Component[] {
  const component = COMPONENTS.find((candidate) => candidate === name);
  return component === undefined ? [] : NEEDS[component];
}
