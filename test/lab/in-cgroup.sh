#!/bin/sh
# Joins the cgroups of a test host, then becomes the command. $1: the cgroup.procs files, separated by colons.
set -eu
IFS=:
for procs in $1; do echo $$ >"$procs"; done
unset IFS
shift
exec "$@"
